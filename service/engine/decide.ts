import type { Decision } from '../model/decision.ts';
import type { CommunityEvent } from '../model/event.ts';
import type { Member } from '../model/member.ts';
import type { Topic } from '../model/post.ts';
import type { Rulebook } from '../rulebook/rulebook.ts';
import type { ConsideredRule } from './consider.ts';
import type { History } from './history.ts';

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

/**
 * One decision for every considered rule that is above `draft`, at most one of them an offer.
 *
 * When several want to offer, the order is: live before shadow; care, help, celebrate, announce, promote;
 * higher `priority`; the rule with more conditions; the longer text evidence; the id. The others are held with
 * `another_rule_won`. An offer whose `rung` is not `live` is to be recorded only, and claims no cap.
 */
export function decide(input: DecideInput): Decision[] {
  throw new Error(`not written yet: ${input.event.logicalKey}`);
}
