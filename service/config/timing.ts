/** Leases and delays, in milliseconds. Shorter ones let crash tests finish in seconds. */
export interface Timing {
  pollMs: number;
  /** How long the queue has a job to itself before the poller looks at it. */
  queueHeadStartMs: number;
  eventLeaseMs: number;
  offerLeaseMs: number;
  senderLeaseMs: number;
  /** Silence after a lost answer: the forum's own request has surely ended by then. */
  quietMs: number;
  secondLookMs: number;
  reconcileMs: number;
  /** Between two looks for members for whom time alone has changed something. */
  livesMs: number;
  requestTimeoutMs: number;
  /** Between two posts of the bot. Discourse lets an account that is not staff post every five seconds. */
  postSpacingMs: number;
}

const SECOND = 1_000;

export const defaultTiming: Timing = {
  pollMs: 2 * SECOND,
  queueHeadStartMs: 2 * SECOND,
  eventLeaseMs: 30 * SECOND,
  offerLeaseMs: 90 * SECOND,
  senderLeaseMs: 30 * SECOND,
  quietMs: 60 * SECOND,
  secondLookMs: 30 * SECOND,
  reconcileMs: 60 * SECOND,
  livesMs: 60 * SECOND,
  requestTimeoutMs: 30 * SECOND,
  postSpacingMs: 5_200,
};

/** The pairs that are not `name=milliseconds`. */
export function timingFaults(text: string): string[] {
  return text.split(',').filter((pair) => {
    const [name = '', value = ''] = pair.split('=');
    return !(name.trim() in defaultTiming) || !/^\d+$/.test(value.trim());
  });
}

/** What `TIMING` changes of the defaults; its pairs were found good before. */
export function readTiming(text: string): Partial<Timing> {
  if (text === '') return {};
  const timing: Record<string, number> = {};
  for (const pair of text.split(',')) {
    const [name = '', value = ''] = pair.split('=');
    timing[name.trim()] = Number(value);
  }
  return timing;
}
