import { slotsOfEvent } from '../engine/announce/slots-of-event.ts';
import { capClaims } from '../engine/planning/cap-claims.ts';
import type { ConsideredRule } from '../engine/consider.ts';
import { decide } from '../engine/decide.ts';
import { keepInput } from '../engine/explaining/kept-input.ts';
import { isInForce, withDefaultRung } from '../engine/conditions/rung.ts';
import { isAnnouncement } from '../model/announcement.ts';
import type { Decision, Rung } from '../model/decision.ts';
import type { CommunityEvent } from '../model/event.ts';
import { type EventId, type RuleId, ruleId } from '../model/ids.ts';
import type { Rulebook } from '../rulebook/rulebook.ts';
import type { Trx } from '../storage/database.ts';
import type { DecisionStore } from '../storage/decision-store.ts';
import type { EventStore } from '../storage/event-store.ts';
import type { MemberStore } from '../storage/members/member-store.ts';
import type { OfferStore } from '../storage/offers/offer-store.ts';
import type { RuleStore } from '../storage/rule-store.ts';
import type { SequenceStore } from '../storage/sequence-store.ts';
import type { GatheredFacts } from './gather-facts.ts';

export interface DecideDeps {
  decisions: DecisionStore;
  events: Pick<EventStore, 'keepNoText'>;
  offers: OfferStore;
  members: MemberStore;
  rules: RuleStore;
  sequences: SequenceStore;
}

export interface Decided {
  /** An offer was made that is to be sent. */
  planned: boolean;
  /** Every rule would have come too late. */
  isMissed: boolean;
}

/** Everything that can change under us is read again here, behind the forum's decision lock. */
export async function decideAndReserve(
  deps: DecideDeps,
  trx: Trx,
  work: { id: EventId; event: CommunityEvent },
  input: { rulebook: Rulebook; considered: readonly ConsideredRule[]; facts: GatheredFacts; now: Date },
): Promise<Decided> {
  const { event } = work;
  const { rulebook, considered, facts, now } = input;
  const memberId = facts.member.id;
  const standings = await deps.rules.standings(trx, event.forum);
  const known = await deps.members.find(trx, event.forum, memberId);
  const earlierOffers = await deps.offers.earlierOffers(trx, event.forum, memberId);
  const claims = considered.flatMap(({ rule }) =>
    // Together these two count against every limit there is.
    (['reply', 'message'] as const).flatMap((channel) =>
      capClaims({ site: rulebook.site, rule, memberId, topicId: facts.topic?.id ?? null, channel }),
    ),
  );
  const question = {
    rulebook,
    event,
    // What they want may have changed since the facts were gathered.
    member: known ? { ...facts.member, preferences: known.member.preferences } : facts.member,
    topic: facts.topic,
    post: facts.post,
    ...(facts.categorySlugs === undefined ? {} : { categorySlugs: facts.categorySlugs }),
    considered,
    history: {
      earlierOffers,
      capUse: await deps.offers.capUse(trx, event.forum, claims),
      channels: facts.channels,
      consent: known?.consent ?? { state: 'open' },
      pausedForum: standings.pausedForum,
      pausedRules: standings.pausedRules,
      rungs: inShadowWhenLookingBack(
        event,
        withDefaultRung(rulebook.rules, standings.rungs, facts.defaultRung),
      ),
      // What another system tells may be announced by several rules, each in its own topic.
      offeredForEvent: isAnnouncement(event)
        ? null
        : (earlierOffers.find((offer) => offer.eventId === work.id)?.rule ?? null),
    },
    now,
  };
  const decisions = decide(question);
  await deps.decisions.write(trx, {
    forum: event.forum,
    eventId: work.id,
    decisions,
    facts: keepInput(question),
    care: decidedOfCare(decisions, rulebook),
  });
  if (decisions.some(({ rule }) => isCare(rule, rulebook))) await deps.events.keepNoText(trx, work.id);

  for (const decision of decisions) {
    if (decision.verdict === 'offer') continue;
    const place = { rule: decision.rule, member: memberId };
    if (decision.begins && event.source !== 'look-back')
      await deps.sequences.begin(trx, event.forum, { ...place, begins: decision.begins });
    const because = decision.because.find(({ code }) => code === 'goal_reached');
    if (because && event.kind === 'sequence.step')
      await deps.sequences.reachGoal(trx, event.forum, { ...place, occasion: event.occasion, because });
  }

  let planned = false;
  for (const decision of decisions) {
    if (decision.verdict !== 'offer') continue;
    const shadow = event.source === 'look-back' || !isInForce(decision.rung);
    const { decideWithinMs } = rulebook.site.review;
    const offer = await deps.offers.plan(trx, {
      forum: event.forum,
      eventId: work.id,
      rulebook: rulebook.version,
      offer: decision.offer,
      because: decision.because,
      evidence: decision.evidence,
      marker: await deps.offers.markerFor(trx, {
        forum: event.forum,
        rule: decision.rule,
        member: decision.offer.memberId,
        occasion: decision.offer.occasion,
      }),
      slots: slotsOfEvent(event, { locale: decision.offer.locale, zone: rulebook.site.timeZone }),
      shadow,
      decideBy: decision.rung === 'review' ? earlier(decision.offer.expiresAt, now, decideWithinMs) : null,
    });
    planned ||= offer !== null && decision.rung === 'live';
  }
  const isMissed = decisions.length > 0 && decisions.every(isTooLate);
  return { planned, isMissed };
}

function isCare(rule: RuleId, { rules }: Rulebook): boolean {
  return rules.get(rule)?.kind === 'care';
}

/** Decisions that approvers alone may see: those of care, and where care goes first also those that say so. */
function decidedOfCare(decisions: readonly Decision[], rulebook: Rulebook): ReadonlySet<RuleId> {
  const namesCare = ({ because }: Decision): boolean =>
    because.some(
      ({ values }) => typeof values?.['rule'] === 'string' && isCare(ruleId(values['rule']), rulebook),
    );
  return new Set(
    decisions
      .filter((decision) => isCare(decision.rule, rulebook) || namesCare(decision))
      .map(({ rule }) => rule),
  );
}

function earlier(end: Date, now: Date, withinMs: number | null): Date {
  return withinMs === null ? end : new Date(Math.min(end.getTime(), now.getTime() + withinMs));
}

function isTooLate(decision: Decision): boolean {
  return decision.verdict === 'held' && decision.because.some(({ code }) => code === 'out_of_date');
}

/** What is only looked back at is never sent, however far a rule has climbed, now or later. */
function inShadowWhenLookingBack(
  event: CommunityEvent,
  rungs: ReadonlyMap<RuleId, Rung>,
): ReadonlyMap<RuleId, Rung> {
  if (event.source !== 'look-back') return rungs;
  return new Map([...rungs].map(([rule, rung]) => [rule, rung === 'draft' ? 'draft' : 'shadow']));
}
