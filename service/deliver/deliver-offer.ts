import { setImmediate as others } from 'node:timers/promises';
import { DiscourseError } from '../discourse/discourse-error.ts';
import { announcer } from '../engine/announce/announcer.ts';
import { confirmOffer } from '../engine/confirm-offer.ts';
import { readInTurns } from '../engine/matching/read-in-turns.ts';
import { withDefaultRung } from '../engine/conditions/rung.ts';
import type { Reason } from '../model/decision.ts';
import { unknown } from '../model/fact.ts';
import type { Member } from '../model/member.ts';
import type { Offer } from '../model/offer.ts';
import { findResource } from '../rulebook/resources/find-resource.ts';
import type { Rulebook } from '../rulebook/rulebook.ts';
import type { KnownMember } from '../storage/members/member-store.ts';
import type { DeliverDeps, DeliverWork } from './delivery.ts';
import { type Place, postAt, readPlace } from './read-place.ts';
import { isClosedDoor } from './is-closed-door.ts';
import { letGo } from './let-go.ts';
import { sendOffer } from './send-offer.ts';

const forumIsAwayMs = 10_000;
const pausedAskAgainMs = 60_000;

/** Asks everything again, and sends the offer if it is still wanted. */
export async function deliverOffer(deps: DeliverDeps, work: DeliverWork): Promise<void> {
  const { offer } = work;
  const now = await deps.clock(deps.db);
  if (offer.expiresAt <= now) {
    await letGo(deps, work, { state: 'expired', because: [{ code: 'out_of_date' }] });
    return;
  }
  const pause = await findPause(deps, offer);
  if (pause) {
    // Asked before the forum is: what may not be sent anyway costs nothing of its API share.
    await postponeUntil(deps, work, {
      notBefore: new Date(now.getTime() + pausedAskAgainMs),
      because: [pause],
      now,
    });
    return;
  }
  const place = await tryToReadPlace(deps, work);
  if (place) await confirmAndSend(deps, work, place);
}

async function findPause(deps: DeliverDeps, offer: Offer): Promise<Reason | null> {
  const { pausedForum, pausedRules } = await deps.rules.standings(deps.db, offer.forum);
  if (pausedForum) return { code: 'forum_paused' };
  return pausedRules.has(offer.rule) ? { code: 'rule_paused' } : null;
}

/** Sends an offer whose place has just been read, if everything still speaks for it. */
export async function confirmAndSend(deps: DeliverDeps, work: DeliverWork, place: Place): Promise<void> {
  const { offer, lease } = work;
  const rulebook = deps.rulebook();
  const now = await deps.clock(deps.db);
  const known = await readMemberAndHistory(deps, offer, rulebook);
  await readInTurns(rulebook, postAt(place), others);
  const confirmed = confirmOffer({
    offer,
    rulebook,
    topic: place.found ? place.topic : place.why,
    post: place.found ? place.post : 'deleted',
    ...known,
    now,
  });
  if (confirmed.verdict === 'hold') {
    await letGo(deps, work, { state: 'held', because: confirmed.because });
    return;
  }
  if (confirmed.verdict === 'propose') {
    await propose(deps, work, confirmed.because, now);
    return;
  }
  if (confirmed.verdict === 'later') {
    await postponeUntil(deps, work, { notBefore: confirmed.notBefore, because: confirmed.because, now });
    return;
  }
  const allowedFrom = await deps.offers.limitsAllowFrom(offer.id);
  if (allowedFrom && allowedFrom > now) {
    const code = allowedFrom < offer.expiresAt ? 'cap_deferred' : 'cap_reached';
    const because: Reason[] = [{ code, values: { until: allowedFrom.toISOString() } }];
    await postponeUntil(deps, work, { notBefore: allowedFrom, because, now });
    return;
  }
  const resource = findResource(rulebook, offer.resource);
  const post = place.found ? place.post : null;
  if (!resource || typeof post === 'string') {
    await deps.offers.end(offer.id, { state: 'held', because: [{ code: 'resource_gone' }], lease });
    return;
  }
  await sendOffer(deps, work, { post, member: known.member.username, resource });
}

/** Its rule asks for people by now. What may have been shown already is not asked about any more. */
async function propose(
  deps: DeliverDeps,
  work: DeliverWork,
  because: readonly Reason[],
  now: Date,
): Promise<void> {
  const { offer, lease } = work;
  if (offer.state !== 'waiting') {
    await letGo(deps, work, {
      state: 'held',
      because: [{ code: 'rule_demoted', values: { rung: 'review' } }],
    });
    return;
  }
  const { decideWithinMs } = deps.rulebook().site.review;
  const latest = decideWithinMs === null ? Infinity : now.getTime() + decideWithinMs;
  const decideBy = new Date(Math.min(offer.expiresAt.getTime(), latest));
  await deps.reviews.propose(offer.id, lease, { decideBy, because });
}

/** The place, or null when the forum could not say: then the offer has been given back for later. */
export async function tryToReadPlace(
  deps: DeliverDeps,
  { offer, lease }: DeliverWork,
): Promise<Place | null> {
  try {
    return await readPlace(deps, offer);
  } catch (error) {
    if (!(error instanceof DiscourseError)) throw error;
    if (error.pausesForum) await deps.forums.block(offer.forum, { forMs: 60_000, because: error.code });
    if (error.retry === 'never' && !error.pausesForum && (await isClosedDoor(deps, offer, error))) {
      // A closed door stays closed: asking again until the offer expires would only spend the API share.
      const state = offer.state === 'unknown' ? 'dead' : 'held';
      await deps.offers.end(offer.id, {
        state,
        because: [{ code: 'topic_unreadable', values: { why: error.code } }],
        lease,
      });
      return null;
    }
    deps.log.warn(
      { offerId: offer.id, code: error.code, status: error.status },
      'place of an offer not read',
    );
    const delayMs = error.retryAfterMs ?? forumIsAwayMs;
    await deps.offers.postpone(offer.id, lease, {
      delayMs,
      because: [{ code: 'forum_unreachable', values: { code: error.code } }],
    });
    return null;
  }
}

async function postponeUntil(
  deps: DeliverDeps,
  { offer, lease }: DeliverWork,
  until: { notBefore: Date; because: readonly Reason[]; now: Date },
): Promise<void> {
  if (until.notBefore >= offer.expiresAt) {
    // It would only wait for its end, and keep a place under its limits from others until then.
    const state = until.because.some(({ code }) => code === 'cap_reached') ? 'held' : 'expired';
    await deps.offers.end(offer.id, { state, because: until.because, lease });
    return;
  }
  const delayMs = Math.max(1_000, until.notBefore.getTime() - until.now.getTime());
  await deps.offers.postpone(offer.id, lease, { delayMs, because: until.because });
}

/** What is known of the offer's member, and what was offered and declined before. */
export async function readMemberAndHistory(deps: DeliverDeps, offer: Offer, rulebook: Rulebook) {
  const standings = await deps.rules.standings(deps.db, offer.forum);
  const forum = await deps.forums.find(offer.forum);
  const known: KnownMember =
    (await deps.members.find(deps.db, offer.forum, offer.memberId)) ??
    (await ourselves(deps, offer)) ??
    nobody(offer);
  return {
    member: (await withCounts(deps, offer, rulebook)) ?? known.member,
    history: {
      earlierOffers: await deps.offers.earlierOffers(deps.db, offer.forum, offer.memberId),
      consent: known.consent,
      pausedForum: standings.pausedForum,
      pausedRules: standings.pausedRules,
      rungs: withDefaultRung(rulebook.rules, standings.rungs, forum?.defaultRung ?? 'shadow'),
    },
  };
}

/**
 * Whether a step is still needed may hang on what its member has written since, so that is counted now. Every other rule
 * asked who they were when it happened: two posts more do not make them another.
 */
async function withCounts(deps: DeliverDeps, offer: Offer, { rules }: Rulebook): Promise<Member | null> {
  const { rule, forum, memberId: id } = offer;
  if ((rules.get(rule)?.steps ?? []).length === 0) return null;
  return await deps.memberAt({ forum, id, at: await deps.clock(deps.db) });
}

/** What is told to everybody is for nobody in particular, and stands under Waypost's own name. */
async function ourselves(deps: DeliverDeps, { forum: id, memberId }: Offer): Promise<KnownMember | null> {
  const forum = deps.known.get(id);
  const bot = await forum?.knowledge();
  if (forum === undefined || bot?.botId !== memberId) return null;
  const member = announcer(id, { id: memberId, username: forum.botUsername });
  return { consent: { state: 'open' }, stagesDigest: null, erasedAt: null, member };
}

/** A member who was erased between decision and sending: nothing is known, and they wanted to be forgotten. */
function nobody(offer: Offer): KnownMember {
  const gone = unknown('this member has been erased');
  return {
    consent: { state: 'declined', scope: 'all', since: offer.createdAt },
    stagesDigest: null,
    erasedAt: null,
    member: {
      forum: offer.forum,
      id: offer.memberId,
      username: '',
      trustLevel: gone,
      joinedAt: gone,
      lastSeenAt: gone,
      lastPostedAt: gone,
      postCount: gone,
      groups: gone,
      locale: gone,
      timeZone: gone,
      preferences: gone,
      stage: gone,
      stageSince: gone,
    },
  };
}
