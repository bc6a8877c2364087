import { authorOf, findMember, isStaff, visiblePosts } from '../forum-core.ts';
import type { ForumCore } from '../forum-core.ts';
import { canDelete, canEdit, canRecover } from '../posting/permissions.ts';
import type { Viewer } from '../posting/permissions.ts';
import type { ForumPost } from '../state/records.ts';
import { avatarOf, basicUser, titleOf } from '../webhooks/post-payload.ts';

export interface PostAnswerOptions {
  /** Absent in the stream of a topic unless asked for, and after a like. */
  raw?: boolean;
  /** Only where the caller has just written. */
  draftSequence?: number;
  /** In the stream of a topic. */
  inStream?: boolean;
  /** In the list of the newest posts. */
  inList?: boolean;
}

/** A post as one viewer gets it through the API; keys in the recorded order. */
export function postAnswer(
  core: ForumCore,
  viewer: Viewer,
  post: ForumPost,
  options: PostAnswerOptions = {},
): Record<string, unknown> {
  const author = authorOf(core, post);
  const topic = core.state.topics.get(post.topicId);
  const yours = viewer?.id === post.userId;
  const { raw = true, draftSequence, inStream = false, inList = false } = options;
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
    reply_count: visiblePosts(core, post.topicId).filter((other) => other.replyToNumber === post.number)
      .length,
    reply_to_post_number: post.replyToNumber,
    quote_count: 0,
    incoming_link_count: 0,
    reads: 0,
    readers_count: 0,
    score: 0,
    yours,
    topic_id: post.topicId,
    topic_slug: topic?.slug ?? null,
    ...(inList
      ? { topic_title: topic?.title, topic_html_title: topic?.title, category_id: topic?.categoryId ?? null }
      : {}),
    display_username: author.name,
    primary_group_name: null,
    flair_name: null,
    flair_url: null,
    flair_bg_color: null,
    flair_color: null,
    flair_group_id: null,
    version: post.version,
    can_edit: canEdit(viewer, post),
    can_delete: canDelete(viewer, post),
    can_recover: canRecover(viewer, post),
    can_see_hidden_post: yours || (viewer !== null && isStaff(viewer)),
    can_wiki: viewer !== null && isStaff(viewer),
    ...(inStream ? { read: yours } : {}),
    ...titleOf(author),
    bookmarked: false,
    ...(raw ? { raw: post.raw } : {}),
    actions_summary: actionsOf(viewer, post),
    moderator: author.moderator,
    admin: author.admin,
    staff: isStaff(author),
    user_id: post.userId,
    ...(draftSequence === undefined ? {} : { draft_sequence: draftSequence }),
    hidden: false,
    trust_level: author.trustLevel,
    deleted_at: post.deletedAt,
    user_deleted: post.userDeleted,
    edit_reason: post.editReason,
    can_view_edit_history: true,
    wiki: false,
    ...(post.actionCode === null ? {} : { action_code: post.actionCode }),
    ...reviewFacts(viewer, post),
    mentioned_users: mentionedIn(core, post),
  };
}

/** Kinds of action on a post by id: 2 is the like, the others are flags. One's own post cannot be liked. */
function actionsOf(viewer: Viewer, post: ForumPost): Record<string, unknown>[] {
  if (viewer === null) return likeCount(post);
  const flags = (post.userId === viewer.id ? [3, 4, 8, 7, 10] : [3, 4, 8, 6, 7, 10]).map((id) => ({
    id,
    can_act: true,
  }));
  if (post.userId === viewer.id) return [...likeCount(post), ...flags];
  const mine = post.likedBy.includes(viewer.id) ? { acted: true, can_undo: true } : { can_act: true };
  return [{ id: 2, ...(post.likedBy.length > 0 ? { count: post.likedBy.length } : {}), ...mine }, ...flags];
}

function likeCount(post: ForumPost): Record<string, unknown>[] {
  return post.likedBy.length > 0 ? [{ id: 2, count: post.likedBy.length }] : [];
}

function reviewFacts(viewer: Viewer, post: ForumPost): Record<string, unknown> {
  if (viewer === null || !isStaff(viewer)) return {};
  return {
    reviewable_id: post.reviewableId ?? 0,
    reviewable_score_count: 0,
    reviewable_score_pending_count: 0,
  };
}

function mentionedIn(core: ForumCore, post: ForumPost): unknown[] {
  const names = [...post.cooked.matchAll(/class="mention" href="\/u\/([^"]+)"/g)].map((found) =>
    decodeURIComponent(found[1] ?? ''),
  );
  return [...new Set(names)]
    .map((name) => findMember(core, name))
    .filter((member) => member !== undefined)
    .map(basicUser);
}
