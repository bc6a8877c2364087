import { everMs } from '../../model/decision.ts';
import type { CapClaim, Channel } from '../../model/decision.ts';
import type { MemberId, TopicId } from '../../model/ids.ts';
import type { Rate } from '../../rulebook/language/rate.ts';
import type { Rule } from '../../rulebook/rule.ts';
import type { Site } from '../../rulebook/site.ts';

export interface CapClaimsInput {
  site: Site;
  rule: Rule;
  memberId: MemberId;
  topicId: TopicId | null;
  channel: Channel;
}

const standsInTopic: readonly Channel[] = ['reply', 'whisper'];

/** Every limit that an offer of this rule may count against, whichever of these ways it takes; each once. */
export function claimsOfWays(about: Omit<CapClaimsInput, 'channel'>, ways: readonly Channel[]): CapClaim[] {
  const claims = ways.flatMap((channel) => capClaims({ ...about, channel }));
  return [
    ...new Map(claims.map((claim) => [`${claim.scope} ${claim.key} ${claim.windowMs}`, claim])).values(),
  ];
}

/** The limits that an offer of this rule would count against; storage counts each by forum, scope, key and window. */
export function capClaims({ site, rule, memberId, topicId, channel }: CapClaimsInput): CapClaim[] {
  const { over } = rule.limit;
  const claim = (scope: CapClaim['scope'], key: string, { count, windowMs }: Rate): CapClaim => ({
    scope,
    key,
    limit: count,
    windowMs,
    over,
  });
  const ofRule = rule.limit.site === null ? [] : [claim('rule', rule.id, rule.limit.site)];
  // What is told to everybody, in the topic that the rule names, takes nobody's attention from a guide of their own.
  if (rule.details.topic !== null) return [...ofRule, claim('forum', 'all', site.caps.forum)];
  // A hint that came before must not keep help from somebody in need, nor does a person's decision use up anybody's.
  if (rule.kind === 'care')
    return [claim('member_rule', `${rule.id}:${memberId}`, rule.limit.member), ...ofRule];
  return [
    claim('member', String(memberId), site.caps.member),
    ...(site.caps.memberSpacingMs > 0
      ? [claim('member_spacing', String(memberId), { count: 1, windowMs: site.caps.memberSpacingMs })]
      : []),
    claim('member_rule', `${rule.id}:${memberId}`, rule.limit.member),
    ...ofRule,
    // What stands in a topic is counted there; a card is seen by its member alone. The places never come back, so there is
    // nothing to defer to.
    ...(topicId === null || !standsInTopic.includes(channel)
      ? []
      : [
          {
            ...claim('topic', String(topicId), { count: rule.limit.topic, windowMs: everMs }),
            over: 'drop' as const,
          },
        ]),
    claim('forum', 'all', site.caps.forum),
    // Discourse lets an account begin so many messages a day; whoever reaches that limit cannot even answer.
    ...(channel === 'message' ? [claim('messages', 'all', site.caps.messages)] : []),
  ];
}
