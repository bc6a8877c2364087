import type { Rung } from '../model/decision.ts';
import type { ForumId, RuleId } from '../model/ids.ts';

/** Who changes something and why; kept beside every change. */
export interface ChangedBy {
  who: string;
  why: string;
}

/** What is paused: all sending to the forum, or the offers of one rule. */
export type PauseScope = { scope: 'forum' } | { scope: 'rule'; rule: RuleId };

/** What may be put back at the start: a quarantined webhook, a dead event, a dead offer. */
export type ReplaySubject = 'inbox' | 'event' | 'offer';

export type RungChange = { moved: true; from: Rung; to: Rung } | { moved: false; because: string };

/**
 * Everything the dashboard can change. The stages own these functions, and the command line calls the same ones;
 * each of them records who and why.
 */
export interface Actions {
  pause(change: ChangedBy & { forum: ForumId } & PauseScope): Promise<void>;
  resume(change: ChangedBy & { forum: ForumId } & PauseScope): Promise<void>;
  /** Returns how many were put back; what is no longer replayable is left alone. */
  replay(
    change: ChangedBy & { forum: ForumId; subject: ReplaySubject; ids: readonly string[] },
  ): Promise<number>;
  /** Moves a rule within what its file allows; `because` is a sentence for the person who asked. */
  setRung(change: ChangedBy & { forum: ForumId; rule: RuleId; rung: Rung }): Promise<RungChange>;
}
