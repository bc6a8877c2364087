import type { CapClaim, Reason } from '../../model/decision.ts';
import type { Member } from '../../model/member.ts';
import type { Rule, RuleCase } from '../../rulebook/rule.ts';
import type { Site } from '../../rulebook/site.ts';
import { afterRest } from '../planning/after-rest.ts';
import { capClaims } from '../planning/cap-claims.ts';
import { reason } from '../conditions/check.ts';
import { waitFor } from '../planning/choose-channel.ts';

/** Any day will do: a case says what time it is, and how long ago something was. */
const midnight = Date.UTC(2026, 0, 15);
const minuteMs = 60_000;

/** What quiet hours and limits have against a case, where it says what time it is or what was offered before. */
export function judgeTiming(about: { rule: Rule; site: Site; member: Member; post: RuleCase }): Reason[] {
  const [channel] = about.rule.as;
  if (channel === undefined) return [];
  const { rule, site, member, post } = about;
  const claims = capClaims({ site, rule, memberId: member.id, topicId: null, channel });
  const reached = claims.filter((claim) => usedOf(claim, rule, post) >= claim.limit);
  const rest =
    post.atMinute === null
      ? null
      : afterRest(new Date(midnight + post.atMinute * minuteMs + waitFor(rule, channel)), {
          site,
          member,
          channel,
        });
  return [
    ...reached.map(({ scope, limit, windowMs }) =>
      reason('cap_reached', { scope, limit, used: limit, days: Math.round(windowMs / 8_640_000) / 10 }),
    ),
    ...(rest === null || rest.because === null ? [] : [rest.because]),
  ];
}

function usedOf({ scope, windowMs }: CapClaim, rule: Rule, { offered }: RuleCase): number {
  const isOwn = scope === 'member_rule' || scope === 'rule';
  return offered.filter((offer) => offer.agoMs < windowMs && (!isOwn || offer.rule === rule.id)).length;
}
