import type { CommunityEvent } from '../model/event.ts';
import type { Member } from '../model/member.ts';
import type { Topic } from '../model/post.ts';
import type { Rulebook } from '../rulebook/rulebook.ts';
import type { ConsideredRule } from './consider.ts';
import type { History } from './history.ts';

/** All that a decision may look at: no clock, no store, no forum. */
export interface DecideInput {
  rulebook: Rulebook;
  event: CommunityEvent;
  member: Member;
  /** The topic of the event's post; null for an event without a post. */
  topic: Topic | null;
  considered: readonly ConsideredRule[];
  history: History;
  now: Date;
}
