import { visiblePosts } from '../forum-core.ts';
import type { ForumCore, ForumEvent } from '../forum-core.ts';
import type { ForumTopic } from '../state/records.ts';
import { basicUser } from './post-payload.ts';

/** A topic as a webhook tells it: no text, and of a message not who received it. */
export function topicEvent(core: ForumCore, name: string, topic: ForumTopic): ForumEvent {
  const posts = visiblePosts(core, topic.id);
  const isMessage = topic.archetype === 'private_message';
  return {
    name,
    type: 'topic',
    payload: {
      ...(isMessage ? { related_messages: [] } : {}),
      tags: topic.tags,
      tags_descriptions: {},
      id: topic.id,
      title: topic.title,
      fancy_title: topic.title,
      posts_count: posts.length,
      created_at: topic.createdAt,
      views: topic.views,
      reply_count: posts.filter((post) => post.replyToNumber !== null).length,
      like_count: posts.reduce((sum, post) => sum + post.likedBy.length, 0),
      last_posted_at: posts.at(-1)?.createdAt ?? null,
      visible: topic.visible,
      closed: topic.closed,
      archived: topic.archived,
      archetype: topic.archetype,
      slug: topic.slug,
      category_id: topic.categoryId,
      word_count: posts.reduce((sum, post) => sum + countWords(post.raw), 0),
      deleted_at: topic.deletedAt,
      user_id: topic.userId,
      featured_link: null,
      pinned_globally: false,
      pinned_at: null,
      pinned_until: null,
      unpinned: null,
      pinned: false,
      highest_post_number: topic.highestPostNumber,
      deleted_by: memberCalled(core, topic.deletedById),
      has_deleted: false,
      bookmarked: false,
      ...(isMessage ? { message_archived: false } : {}),
      participant_count: new Set(posts.map((post) => post.userId)).size,
      thumbnails: null,
      created_by: memberCalled(core, topic.userId),
      last_poster: memberCalled(core, posts.at(-1)?.userId ?? topic.userId),
    },
  };
}

export function countWords(text: string): number {
  return text.split(/\s+/).filter(Boolean).length;
}

export function memberCalled(core: ForumCore, id: number | null): ReturnType<typeof basicUser> | null {
  const member = id === null ? undefined : core.state.members.get(id);
  return member ? basicUser(member) : null;
}
