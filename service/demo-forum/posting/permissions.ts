import { isStaff } from '../forum-core.ts';
import type { ForumCore } from '../forum-core.ts';
import type { ForumMember, ForumPost, ForumTopic } from '../state/records.ts';

/** Who looks: a member, or somebody who has not signed in. */
export type Viewer = ForumMember | null;

export function canSeeTopic(core: ForumCore, viewer: Viewer, topic: ForumTopic): boolean {
  if (viewer?.admin) return true;
  if (topic.deletedAt !== null && !(viewer && isStaff(viewer))) return false;
  if (topic.archetype === 'private_message')
    return viewer !== null && topic.allowedUserIds.includes(viewer.id);
  return topic.categoryId === null || canSeeCategory(core, viewer, topic.categoryId);
}

export function canSeeCategory(core: ForumCore, viewer: Viewer, categoryId: number): boolean {
  const category = core.state.categories.get(categoryId);
  return category !== undefined && (!category.readRestricted || (viewer !== null && isStaff(viewer)));
}

export function canSeePost(core: ForumCore, viewer: Viewer, post: ForumPost): boolean {
  const topic = core.state.topics.get(post.topicId);
  const staff = viewer !== null && isStaff(viewer);
  if (!topic || !canSeeTopic(core, viewer, topic)) return false;
  return staff || (post.deletedAt === null && post.type !== 4);
}

export function canWriteIn(core: ForumCore, author: ForumMember, topic: ForumTopic): boolean {
  if (author.standing === 'silenced' || topic.deletedAt !== null || !canSeeTopic(core, author, topic))
    return false;
  return isStaff(author) || (!topic.closed && !topic.archived);
}

export function canEdit(viewer: Viewer, post: ForumPost): boolean {
  if (viewer === null || post.deletedAt !== null || post.userDeleted) return false;
  return isStaff(viewer) || (post.userId === viewer.id && post.type === 1);
}

export function canDelete(viewer: Viewer, post: ForumPost): boolean {
  if (viewer === null || post.number === 1 || post.deletedAt !== null) return false;
  return isStaff(viewer) || (post.userId === viewer.id && !post.userDeleted && post.type === 1);
}

export function canRecover(viewer: Viewer, post: ForumPost): boolean {
  if (viewer === null) return false;
  if (isStaff(viewer)) return post.deletedAt !== null || post.userDeleted;
  return post.userId === viewer.id && post.userDeleted && post.deletedAt === null;
}
