import type { ForumId } from './ids.ts';

/**
 * How we came to know: told by a webhook, found in the forum, worked out by ourselves, or read again to see what the rules
 * would have done before Waypost came (`look-back`: nothing of it is ever sent).
 */
export type EventSource = 'webhook' | 'reconciliation' | 'sweep' | 'look-back';

/** What every event has, whatever it is about. */
export interface Occurrence {
  forum: ForumId;
  /**
   * What makes two tellings of the same happening one event, whichever way they reached us:
   * `post_created:42`, `post_edited:42:3:2026-11-21T08:02:20.343Z`, `stage_entered:7:regular:2026-11-21`.
   */
  logicalKey: string;
  occurredAt: Date;
  source: EventSource;
}
