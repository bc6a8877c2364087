/**
 * Ways in which a forum can fail its callers.
 *
 * `too-many-requests` 429 before anything is done · `server-error` 500 and `bad-gateway` 502, both with an HTML page, before anything is done ·
 * `bad-gateway-after-posting`, `answer-never-comes`, `connection-dropped`: the request is carried out, its answer is lost ·
 * `slow` an answer after a while · `read-only` · `held-for-approval` · `lost-webhooks`.
 */
export const misbehaviourModes = [
  'too-many-requests',
  'server-error',
  'bad-gateway',
  'bad-gateway-after-posting',
  'answer-never-comes',
  'connection-dropped',
  'slow',
  'read-only',
  'held-for-approval',
  'lost-webhooks',
] as const;
export type MisbehaviourMode = (typeof misbehaviourModes)[number];

/** Kinds of calls that a misbehaviour can be kept to. */
export const routeKinds = [
  'create-post',
  'change-post',
  'read-post',
  'read-topic',
  'read-user',
  'read-site',
  'put-offer',
  'withdraw-offer',
  'read-offer',
  'read-signals',
  'read-facts',
  'put-directory',
  'administer',
] as const;
export type RouteKind = (typeof routeKinds)[number];

export interface Misbehaviour {
  mode: MisbehaviourMode;
  /** The calls it touches; unless said, those that write a post or show an offer for lost answers and all of them for the rest. */
  routes?: readonly RouteKind[];
  /** How often it happens before the forum behaves again; unless said, until it is switched off. */
  times?: number;
  /** For `slow`, in milliseconds. */
  delayMs?: number;
  /** For `too-many-requests`, in seconds. */
  retryAfterSeconds?: number;
}

export interface Mood {
  misbehave(misbehaviour: Misbehaviour): { stop(): void };
  /** Ends one mode, or all of them. */
  behave(mode?: MisbehaviourMode): void;
  current(): readonly Misbehaviour[];
  /** Takes one turn of the first mode among `modes` that touches this kind of call. */
  take(modes: readonly MisbehaviourMode[], route?: RouteKind): Misbehaviour | null;
  /** Whether a mode is on, without using up a turn. */
  has(mode: MisbehaviourMode): boolean;
}

const lostAnswers: readonly MisbehaviourMode[] = [
  'bad-gateway-after-posting',
  'answer-never-comes',
  'connection-dropped',
];

export function createMood(): Mood {
  let active: Misbehaviour[] = [];
  const touches = (misbehaviour: Misbehaviour, route: RouteKind | undefined): boolean => {
    const routes =
      misbehaviour.routes ??
      (lostAnswers.includes(misbehaviour.mode) ? ['create-post', 'put-offer'] : routeKinds);
    return route === undefined || routes.includes(route);
  };

  return {
    misbehave(misbehaviour) {
      const entry = { ...misbehaviour };
      active = [...active, entry];
      return { stop: () => void (active = active.filter((other) => other !== entry)) };
    },
    behave: (mode) => void (active = mode === undefined ? [] : active.filter((entry) => entry.mode !== mode)),
    current: () => active,
    take(modes, route) {
      const entry = active.find((candidate) => modes.includes(candidate.mode) && touches(candidate, route));
      if (!entry) return null;
      if (entry.times !== undefined) {
        entry.times -= 1;
        if (entry.times <= 0) active = active.filter((other) => other !== entry);
      }
      return entry;
    },
    has: (mode) => active.some((entry) => entry.mode === mode),
  };
}
