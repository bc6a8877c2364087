import { authorOf, isStaff, visiblePosts } from '../forum-core.ts';
import type { ForumCore, ForumEvent } from '../forum-core.ts';
import type { ForumMember, ForumPost } from '../state/records.ts';

export function postEvent(core: ForumCore, name: string, post: ForumPost): ForumEvent {
  return { name, type: 'post', payload: postPayload(core, post) };
}

/** The event is called `post_liked`, the key of its body is `like`. */
export function likeEvent(core: ForumCore, post: ForumPost, likedBy: ForumMember): ForumEvent {
  return {
    name: 'post_liked',
    type: 'like',
    payload: { post: postPayload(core, post), user: basicUser(likedBy) },
  };
}

/** Keys in the recorded order. Nothing marks a post in a staff category, nor one that came through the API. */
function postPayload(core: ForumCore, post: ForumPost): Record<string, unknown> {
  const author = authorOf(core, post);
  const topic = core.state.topics.get(post.topicId);
  const category = topic?.categoryId === null ? undefined : core.state.categories.get(topic?.categoryId ?? 0);
  const siblings = visiblePosts(core, post.topicId);
  return {
    id: post.id,
    name: author.name,
    username: author.username,
    avatar_template: avatarOf(author),
    created_at: post.createdAt,
    cooked: post.cooked,
    post_number: post.number,
    post_type: post.type,
    updated_at: post.updatedAt,
    reply_count: siblings.filter((sibling) => sibling.replyToNumber === post.number).length,
    reply_to_post_number: post.replyToNumber,
    quote_count: 0,
    incoming_link_count: 0,
    reads: 0,
    score: 0,
    topic_id: post.topicId,
    topic_slug: topic?.slug ?? null,
    topic_title: topic?.title ?? null,
    category_id: topic?.categoryId ?? null,
    display_username: author.name,
    primary_group_name: null,
    flair_name: null,
    flair_group_id: null,
    version: post.version,
    ...titleOf(author),
    bookmarked: false,
    raw: post.raw,
    moderator: author.moderator,
    admin: author.admin,
    staff: isStaff(author),
    user_id: post.userId,
    hidden: false,
    trust_level: author.trustLevel,
    deleted_at: post.deletedAt,
    user_deleted: post.userDeleted,
    edit_reason: post.editReason,
    wiki: false,
    ...(post.actionCode === null ? {} : { action_code: post.actionCode }),
    reviewable_id: post.reviewableId,
    reviewable_score_count: post.reviewableId === null ? 0 : 1,
    reviewable_score_pending_count: 0,
    topic_posts_count: siblings.length,
    topic_filtered_posts_count: siblings.filter((sibling) => sibling.type === 1).length,
    topic_archetype: topic?.archetype ?? 'regular',
    ...(category ? { category_slug: category.slug } : {}),
  };
}

export function basicUser(member: ForumMember): {
  id: number;
  username: string;
  name: string;
  avatar_template: string;
} {
  return { id: member.id, username: member.username, name: member.name, avatar_template: avatarOf(member) };
}

export function avatarOf(member: ForumMember): string {
  return `/letter_avatar/${member.username}/{size}/5_waypost.png`;
}

/** Members without a title have no `title_is_group` at all. */
export function titleOf(member: ForumMember): Record<string, unknown> {
  return member.title === null ? { user_title: null } : { user_title: member.title, title_is_group: false };
}
