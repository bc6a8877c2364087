/** A post as the demo forum remembers it. */
export interface StandingPost {
  id: number;
  topicId: number;
  number: number;
  userId: number;
  username: string;
  type: number;
  raw: string;
  createdAt: string;
  replyToNumber: number | null;
  deletedAt: string | null;
  userDeleted: boolean;
}

/** An offer as the demo forum's plugin remembers it. */
export interface KeptOffer {
  id: string;
  state: 'claimed' | 'shown' | 'sent' | 'withdrawn' | 'refused';
  version: number;
  channel: 'card' | 'banner' | 'reply' | 'message' | 'whisper';
  kind: string;
  memberId: number | null;
  rule: string;
  resource: string;
  topicId: number | null;
  postId: number | null;
  title: string | null;
  raw: string;
  replyPostId: number | null;
  createdAt: string;
  refusal: { code: string; errors: string[] } | null;
  traces: {
    seenAt: string | null;
    clickedAt: string | null;
    rating: 'helped' | 'not_helped' | null;
    dismissedAt: string | null;
    snoozedUntil: string | null;
    askedPersonAt: string | null;
    doneSteps: string[];
  };
}

/** A signal in the outbox of the demo forum's plugin; `id` is its place there. */
export interface KeptSignal {
  id: number;
  signalId: string;
  name: string;
  occurredAt: string;
  memberId: number | null;
  offerId: string | null;
  data: Record<string, unknown>;
}

/** Writes on a demo forum in another process and looks at everything there. */
export function driveForum(address: string) {
  async function call<T>(method: string, path: string, body?: object): Promise<T> {
    const response = await fetch(`${address}/demo${path}`, {
      method,
      ...(body ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) } : {}),
      signal: AbortSignal.timeout(20_000),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`demo forum ${method} ${path}: ${response.status} ${text}`);
    return JSON.parse(text) as T;
  }
  return {
    address,
    posts: () => call<StandingPost[]>('GET', '/posts'),
    topic: async (topicId: number) =>
      (await call<StandingPost[]>('GET', '/posts')).filter((post) => post.topicId === topicId),
    write: (writing: {
      as: string;
      raw: string;
      title?: string;
      topicId?: number;
      categoryId?: number;
      replyToPostNumber?: number;
      to?: string[];
    }) => call<{ id: number; topicId: number; number: number }>('POST', '/posts', writing),
    edit: (postId: number, edit: { as: string; raw: string }) => call('PUT', `/posts/${postId}`, edit),
    act: (postId: number, action: 'delete' | 'recover' | 'like', as: string) =>
      call('POST', `/posts/${postId}/${action}`, { as }),
    addMember: (member: { username: string; name: string; trustLevel: 0 | 1 | 2 | 3 | 4 }) =>
      call<{ id: number; username: string }>('POST', '/members', member),
    addWebhook: (url: string, secret: string) => call('POST', '/webhooks', { url, secret }),
    deliveries: () => call<{ event: string; state: string; status: number | null }[]>('GET', '/deliveries'),
    misbehave: (how: { mode: string; times?: number; retryAfterSeconds?: number; delayMs?: number }) =>
      call('POST', '/misbehaviour', how),
    behave: () => call('DELETE', '/misbehaviour'),

    switchPlugin: (on: boolean) => call<{ on: boolean }>('PUT', '/plugin', { on }),
    /** Every offer there ever was, with its state. */
    offers: () => call<KeptOffer[]>('GET', '/waypost/offers'),
    cards: async () => (await call<KeptOffer[]>('GET', '/waypost/offers')).filter(isShownKind),
    signals: () => call<KeptSignal[]>('GET', '/waypost/signals'),
    /** Throws the outbox away, up to a cursor if one is given, so that a reader behind it sees a gap. */
    ageOutbox: (upTo?: number) =>
      call<{ forgotten: number }>('POST', '/waypost/outbox/age', upTo === undefined ? {} : { upTo }),
    seeCards: (as: string, ids: readonly string[]) => call('POST', '/waypost/see', { as, ids }),
    clickCard: (as: string, id: string) => call('POST', '/waypost/click', { as, id }),
    rateCard: (as: string, id: string, helped: boolean) => call('POST', '/waypost/rate', { as, id, helped }),
    dismissCard: (as: string, id: string) => call('POST', '/waypost/dismiss', { as, id }),
    snoozeCard: (as: string, id: string, days: 1 | 7 | 30) =>
      call<{ until: string }>('POST', '/waypost/snooze', { as, id, days }),
    restoreCard: (as: string, id: string) => call('POST', '/waypost/restore', { as, id }),
    declineKind: (as: string, id: string) => call('POST', '/waypost/decline-kind', { as, id }),
    markStep: (as: string, id: string, step: string, done: boolean) =>
      call('POST', '/waypost/mark-step', { as, id, step, done }),
    askPerson: (as: string, id: string) => call('POST', '/waypost/ask-person', { as, id }),
    preferences: (as: string) => call<Record<string, unknown>>('GET', `/waypost/preferences/${as}`),
    /** Only what changes, in the contract's own words: `{ kinds: { promote: false } }`. */
    changePreferences: (as: string, preferences: Record<string, unknown>) =>
      call<Record<string, unknown>>('POST', '/waypost/preferences', { as, preferences }),
    ignoreBot: (as: string, ignored = true) => call('POST', '/waypost/ignore-bot', { as, ignored }),
    visitCategory: (as: string, categoryId: number) =>
      call('POST', '/waypost/visit-category', { as, categoryId }),
    /** Five members have to miss the same before the service is told. */
    missSearch: (as: string, term: string) => call('POST', '/waypost/miss-search', { as, term }),
    eraseTraces: (as: string, how: 'erased' | 'anonymized' | 'deleted' = 'erased') =>
      call('POST', '/waypost/erase', { as, how }),
    mergeMember: (as: string, into: string) => call('POST', '/waypost/merge', { as, into }),
  };
}

function isShownKind({ channel }: KeptOffer): boolean {
  return channel === 'card' || channel === 'banner';
}

export type ForumDriver = ReturnType<typeof driveForum>;
