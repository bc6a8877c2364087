import type { Content } from '../../../look/html.ts';
import { bannerOf, cardsUnder, justGoneUnder } from '../../plugin/cards.ts';
import type { ForumPost, ForumTopic } from '../../state/records.ts';
import type { Visit } from '../visit.ts';
import { cardView, goneView } from './card-view.ts';

/** What the plugin shows the visitor under a post: their own cards and nobody else's. */
export function underPost(visit: Visit, post: ForumPost): Content {
  const { forum, member } = visit;
  if (!forum.hasPlugin) return '';
  return [
    ...cardsUnder(forum.core, member.id, post.id).map((offer) => cardView(visit, offer)),
    ...justGoneUnder(forum.core, member.id, post.id).map((offer) => goneView(visit, offer)),
  ];
}

/** Whether a card has come to the visitor within the last minute, under one of these posts. */
export function hasNewCard({ forum, member, now }: Visit, posts: readonly ForumPost[]): boolean {
  if (!forum.hasPlugin) return false;
  const cards = posts.flatMap((post) => cardsUnder(forum.core, member.id, post.id));
  return cards.some(({ createdAt }) => now.getTime() - Date.parse(createdAt) < 60_000);
}

/** The one urgent thing on top of every page, if there is one. */
export function bannerView(visit: Visit): Content {
  const banner = visit.forum.hasPlugin ? bannerOf(visit.forum.core, visit.member.id) : null;
  return banner ? cardView(visit, banner) : '';
}

/** A member reads a topic: what is shown to them there has been seen, and its category visited. */
export function noteReading({ forum, member }: Visit, topic: ForumTopic): void {
  const { core, waypost } = forum;
  if (!forum.hasPlugin || core.isReadOnly()) return;
  const cards = core.state.postsOf(topic.id).flatMap((post) => cardsUnder(core, member.id, post.id));
  const banner = bannerOf(core, member.id);
  const ids = [...cards, ...(banner ? [banner] : [])].map(({ id }) => id);
  waypost.see({ as: member.username, ids });
  if (topic.categoryId !== null) waypost.visitCategory({ as: member.username, categoryId: topic.categoryId });
}
