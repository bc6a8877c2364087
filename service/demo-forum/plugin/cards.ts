import type { ForumCore } from '../forum-core.ts';
import type { ForumMember } from '../state/records.ts';
import { isPaused, preferenceOf } from './preferences.ts';
import type { WaypostOffer } from './records.ts';

/** The group that a member is sent to who would rather talk to a person. */
export const helperGroup = 'helpers';
const mostCards = 3;
const restoreWithinMs = 10 * 60_000;
const rightToLeft = new Set(['ar', 'ckb', 'dv', 'fa', 'he', 'ps', 'sd', 'ug', 'ur', 'yi']);

/** Cards under a post for one member, oldest first. */
export function cardsUnder(core: ForumCore, memberId: number, postId: number): WaypostOffer[] {
  const found = inForce(core, memberId).filter(
    (offer) => offer.channel === 'card' && offer.postId === postId,
  );
  return found.slice(0, mostCards);
}

/** The one banner of a member, the newest. */
export function bannerOf(core: ForumCore, memberId: number): WaypostOffer | null {
  return inForce(core, memberId).findLast((offer) => offer.channel === 'banner') ?? null;
}

/** Cards under a post that the member has put away a moment ago and may have back. */
export function justGoneUnder(core: ForumCore, memberId: number, postId: number): WaypostOffer[] {
  const isMine = (offer: WaypostOffer): boolean => offer.memberId === memberId && offer.postId === postId;
  return [...core.state.waypost.offers.all()].filter(
    (offer) => isMine(offer) && offer.state === 'shown' && isRestorable(offer, core.now()),
  );
}

/** Whether a dismissal or a snooze of it is less than ten minutes old. */
export function isRestorable({ traces }: WaypostOffer, now: Date): boolean {
  const times = [traces.dismissedAt, traces.snoozedAt].filter((time) => time !== null);
  return times.some((time) => now.getTime() - Date.parse(time) < restoreWithinMs);
}

/** What is shown to a member at this moment: not dismissed, snoozed, expired, and as far as they want to be helped. */
function inForce(core: ForumCore, memberId: number): WaypostOffer[] {
  const wish = preferenceOf(core, memberId);
  const now = core.now();
  if (wish.botIgnored || isPaused(wish, now)) return [];
  const isOver = (time: string | null): boolean => time !== null && Date.parse(time) <= now.getTime();
  return [...core.state.waypost.offers.all()]
    .filter(
      ({ memberId: owner, state, traces, expiresAt, kind, channel }) =>
        owner === memberId &&
        state === 'shown' &&
        traces.dismissedAt === null &&
        !isOver(expiresAt) &&
        (traces.snoozedUntil === null || isOver(traces.snoozedUntil)) &&
        !wish.declinedKinds.includes(kind) &&
        !wish.declinedChannels.includes(channel),
    )
    .toSorted((one, other) => one.sequence - other.sequence);
}

/** A card as the browser gets it (§3.1). */
export function cardAnswer(core: ForumCore, offer: WaypostOffer) {
  const lang = (offer.locale ?? 'en').replaceAll('_', '-');
  return {
    id: offer.id,
    version: offer.version,
    channel: offer.channel,
    kind: offer.kind,
    form: offer.form,
    topic_id: offer.topicId,
    post_id: offer.postId,
    title: offer.title,
    cooked: offer.cooked,
    steps: offer.steps.map((step) => ({ ...step, done: offer.traces.doneSteps.includes(step.key) })),
    link: offer.link,
    why: offer.why,
    lang,
    dir: rightToLeft.has(lang.split('-')[0] ?? '') ? 'rtl' : 'ltr',
    rating: offer.traces.rating,
    person_asked: offer.traces.askedPersonAt !== null,
    can_ask_person: hasHelpers(core),
    expires_at: offer.expiresAt,
  };
}

export function hasHelpers({ state }: ForumCore): boolean {
  return [...state.groups.all()].some(({ name }) => name === helperGroup);
}

/** The people who can be asked by a member. */
export function helpersOf({ state }: ForumCore, askerId: number): ForumMember[] {
  const group = [...state.groups.all()].find(({ name }) => name === helperGroup);
  return (group?.memberIds ?? [])
    .filter((id) => id !== askerId)
    .map((id) => state.members.get(id))
    .filter((member) => member !== undefined);
}
