import type { CapClaim, PlannedOffer, Reason, Rung } from '../../model/decision.ts';
import { valueOr } from '../../model/fact.ts';
import type { Post } from '../../model/post.ts';
import { findResource } from '../../rulebook/resources/find-resource.ts';
import { namesTopic } from '../../rulebook/resources/names-topic.ts';
import type { Rule } from '../../rulebook/rule.ts';
import { capClaims } from './cap-claims.ts';
import { reason } from '../conditions/check.ts';
import { chooseChannel, waitFor } from './choose-channel.ts';
import { chooseLocale } from './choose-locale.ts';
import { afterRest } from './after-rest.ts';
import { postUnder } from '../decide-input.ts';
import type { DecideInput } from '../decide-input.ts';
import { judgeStanding } from '../conditions/judge-place.ts';
import { detectLanguage } from '../matching/detect-language.ts';
import type { History } from '../history.ts';
import type { AnswerableEvent } from '../answerable-event.ts';
import { occasionOf } from './occasion-of.ts';
import { plainText } from '../matching/plain-text.ts';
import { isInForce } from '../conditions/rung.ts';
import { tellSituation } from '../matching/tell-situation.ts';

export type Plan =
  | { planned: true; offer: PlannedOffer; because: Reason[] }
  | { planned: false; because: Reason[] };

/** When, in which language and against which limits a rule that may offer would do so. */
export function planOffer(rule: Rule, rung: Rung, event: AnswerableEvent, input: DecideInput): Plan {
  const {
    rulebook: { site },
    member,
    history,
  } = input;
  const { channels } = history;
  // Of a flag the member alone hears, and about no post: what was flagged is often gone by then.
  const post = event.kind === 'flag.agreed' ? null : postUnder(input);
  const choice = chooseChannel({
    rule,
    channels,
    standing: judgeStanding(event, input),
    preferences: member.preferences,
  });
  if (choice.channel === null) return { planned: false, because: choice.because };
  const guide = post === null ? findResource(input.rulebook, rule.offer) : undefined;
  if (guide !== undefined && namesTopic(guide))
    return { planned: false, because: [reason('slot_unknown', { slot: '{{topic}}' })] };
  const { channel } = choice;
  const waitMs = waitFor(rule, channel);
  const topicId = post?.topicId ?? null;
  const claims = capClaims({ site, rule, memberId: member.id, topicId, channel });
  const expiresAt = endOf(rule, event);
  const afterWait = later(new Date(event.occurredAt.getTime() + waitMs), input.now);
  const room = findRoom(claims, history, afterWait);
  if (!room.found) return { planned: false, because: room.because };
  const rest = afterRest(room.at, { site, member, channel, kind: rule.kind });
  const notBefore = rest.at;
  const because = [
    ...(waitMs > 0
      ? [
          reason('waiting_for_humans', {
            until: afterWait.toISOString(),
            minutes: Math.round(waitMs / 6_000) / 10,
          }),
        ]
      : []),
    ...room.because,
    ...(rest.because === null ? [] : [rest.because]),
    ...tellSituation(input.rulebook, rule, post),
  ];
  if (notBefore >= expiresAt) {
    return {
      planned: false,
      because: [...because, reason('out_of_date', { hours: Math.round(rule.freshForMs / 3_600_000) })],
    };
  }
  const offer: PlannedOffer = {
    rule: rule.id,
    kind: rule.kind,
    resource: rule.offer,
    channel,
    occasion: occasionOf(event),
    memberId: member.id,
    topicId,
    postId: post?.id ?? null,
    locale: localeFor(rule, post, input),
    notBefore,
    expiresAt,
    claims: isInForce(rung) ? claims : [],
  };
  return { planned: true, offer, because };
}

/** Later than this it is not sent; what has begun already is no news. */
function endOf({ freshForMs }: Rule, event: AnswerableEvent): Date {
  const end = new Date(event.occurredAt.getTime() + freshForMs);
  return event.kind === 'calendar.near' && event.startsAt < end ? event.startsAt : end;
}

type Room = { found: true; at: Date; because: Reason[] } | { found: false; because: Reason[] };

/** The first moment at which no limit is reached, if the rule defers and that moment is known. */
function findRoom(claims: readonly CapClaim[], { capUse }: Pick<History, 'capUse'>, from: Date): Room {
  let at = from;
  const deferred: Reason[] = [];
  for (const claim of claims) {
    const { used, freesAt } = capUse(claim);
    if (used < claim.limit || (freesAt !== null && freesAt <= from)) continue;
    const values = {
      scope: claim.scope,
      limit: claim.limit,
      used,
      days: Math.round(claim.windowMs / 8_640_000) / 10,
    };
    if (claim.over === 'drop' || freesAt === null)
      return { found: false, because: [reason('cap_reached', values)] };
    at = later(at, freesAt);
    deferred.push(reason('cap_deferred', { ...values, until: freesAt.toISOString() }));
  }
  return { found: true, at, because: deferred };
}

/** The post's language if it can be told, else the member's, else the site's; among those that the guide speaks. */
function localeFor(
  { offer }: Rule,
  post: Post | null,
  { rulebook: { site, resources }, member }: DecideInput,
): string {
  const spoken = [...(resources.get(offer)?.variants.keys() ?? [])].filter((locale) =>
    site.languages.includes(locale),
  );
  const words = post === null ? '' : `${post.title}\n${plainText(post.raw)}`;
  return chooseLocale(
    [detectLanguage(words, site.languages), valueOr(member.locale, null)],
    spoken,
    site.locale,
  );
}

function later(a: Date, b: Date): Date {
  return a > b ? a : b;
}
