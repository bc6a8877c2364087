import type { CapClaim } from '../model/decision.ts';
import type { MemberId, TopicId } from '../model/ids.ts';
import type { Rule } from '../rulebook/rule.ts';
import type { Site } from '../rulebook/site.ts';

/** The limits that an offer of this rule would count against; storage counts each by (forum, scope, key, window). */
export function capClaims(input: { site: Site; rule: Rule; memberId: MemberId; topicId: TopicId | null }): CapClaim[] {
  throw new Error(`not written yet: ${input.rule.id}`);
}
