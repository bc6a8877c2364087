import { findMember } from '../forum-core.ts';
import { botUsername } from '../bot-account.ts';
import type { ForumCore } from '../forum-core.ts';
import { canSeePost } from '../posting/permissions.ts';
import type { ForumMember } from '../state/records.ts';
import { isPaused, preferenceOf, snoozedNow } from './preferences.ts';
import { quietMinutesLeft } from './quiet-hours.ts';
import type { RefusalCode, WaypostOffer } from './records.ts';

/** Why forum or member say no; for good when `retryAt` is null. */
export interface OfferRefusal {
  code: RefusalCode;
  retryAt: string | null;
  errors: readonly string[];
}

/** What stands in the way of an offer, the member's own will first; null when nothing does. */
export function findRefusal(core: ForumCore, offer: WaypostOffer): OfferRefusal | null {
  const member = core.state.members.get(offer.memberId ?? 0);
  if (!member || isGone(member)) return forGood('member_gone');
  return findWish(core, member, offer) ?? findPlaceFault(core, member, offer);
}

export function forGood(code: RefusalCode): OfferRefusal {
  return { code, retryAt: null, errors: [sayRefusal[code]] };
}

export function forNow(code: RefusalCode, retryAt: string): OfferRefusal {
  return { code, retryAt, errors: [sayRefusal[code]] };
}

/** The bot's account while it may act. */
export function livingBot(core: ForumCore): ForumMember | null {
  const bot = findMember(core, botUsername);
  return bot?.standing === 'active' ? bot : null;
}

function isGone(member: ForumMember): boolean {
  const isUnused = member.standing === 'inactive' || member.standing === 'suspended';
  return member.id < 1 || member.username === botUsername || isUnused;
}

/** What holds for good comes before what holds for now. */
function findWish(core: ForumCore, member: ForumMember, offer: WaypostOffer): OfferRefusal | null {
  const wish = preferenceOf(core, member.id);
  const now = core.now();
  if (wish.botIgnored) return forGood('bot_ignored');
  if (wish.paused && wish.pausedUntil === null) return forGood('paused');
  if (wish.declinedKinds.includes(offer.kind)) return forGood('kind_declined');
  if (wish.declinedChannels.includes(offer.channel)) return forGood('channel_declined');
  if (isPaused(wish, now) && wish.pausedUntil !== null) return forNow('paused_until', wish.pausedUntil);
  const snoozedUntil = snoozedNow(wish, now)[offer.kind];
  if (snoozedUntil !== undefined) return forNow('snoozed', snoozedUntil);
  // A card waits under its post and calls nobody.
  const left = offer.channel === 'card' ? null : quietMinutesLeft(wish.quietHours, now, member.timeZone);
  return left === null ? null : forNow('quiet_hours', new Date(now.getTime() + left * 60_000).toISOString());
}

function findPlaceFault(core: ForumCore, member: ForumMember, offer: WaypostOffer): OfferRefusal | null {
  if (offer.channel === 'message' && member.takesMessages === false) return forGood('refuses_messages');
  if (offer.postId === null) return null;
  const post = core.state.posts.get(offer.postId);
  if (!post || post.deletedAt !== null || post.userDeleted) return forGood('post_gone');
  const topic = core.state.topics.get(offer.topicId ?? 0);
  if (!topic || topic.deletedAt !== null || post.topicId !== topic.id) return forGood('topic_gone');
  if (!canSeePost(core, member, post)) return forGood('not_visible');
  if (offer.channel === 'card') return null;
  if (topic.archived) return forGood('topic_archived');
  return topic.closed ? forGood('topic_closed') : null;
}

const sayRefusal: Readonly<Record<RefusalCode, string>> = {
  kind_declined: 'This member wants no help of this kind.',
  channel_declined: 'This member wants nothing on this channel.',
  paused: 'This member wants no help at all.',
  bot_ignored: 'This member ignores the bot.',
  member_gone: 'Nobody with this id uses this forum.',
  post_gone: 'The post is not there any more.',
  topic_gone: 'The topic is gone, or the post is in another one.',
  topic_closed: 'The topic is closed.',
  topic_archived: 'The topic is archived.',
  not_visible: 'This member cannot see the post.',
  bot_cannot_post: 'The bot may not write there.',
  refuses_messages: 'This member takes no messages.',
  bot_missing: 'The bot has no account that may act.',
  text_rejected: 'The forum does not take this text.',
  paused_until: 'This member wants no help for a while.',
  snoozed: 'This member has put help of this kind off.',
  quiet_hours: 'These are quiet hours for this member.',
  post_rate_limited: 'The bot has written too much for now.',
  in_use: 'Somebody has made use of it, so it stays.',
  cannot_withdraw: 'A message cannot be taken back.',
};
