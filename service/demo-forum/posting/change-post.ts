import { isStaff } from '../forum-core.ts';
import type { ForumCore } from '../forum-core.ts';
import { ForumRefusal } from '../refusal.ts';
import type { ForumMember, ForumPost } from '../state/records.ts';
import { likeEvent, postEvent } from '../webhooks/post-payload.ts';
import { checkNewText } from './check-draft.ts';
import { canDelete, canEdit, canRecover, canSeePost } from './permissions.ts';

const deletedByAuthor = '(post deleted by author)';
/** Inside the grace period a change up to this size makes no new version; members of trust level 2 may change more. */
const smallChange = { newer: 100, trusted: 400 };

/** Changes a post's text. An edit soon after the last one keeps the version, unless it is large, by another member or says why. */
export function editPost(
  core: ForumCore,
  editor: ForumMember,
  postId: number,
  edit: { raw: string; reason: string | null; checkText?: boolean },
): ForumPost {
  refuseWhileReadOnly(core);
  const post = findPost(core, editor, postId);
  if (!canEdit(editor, post)) throw new ForumRefusal({ kind: 'forbidden' });
  if (edit.checkText) checkNewText(core, core.state.topics.get(post.topicId) ?? null, edit.raw);
  return core.state.together(() => {
    const isQuiet = edit.reason === null && isSmallChange(core, editor, post, edit.raw);
    return revise(core, editor, post, { raw: edit.raw, editReason: edit.reason }, !isQuiet);
  });
}

/** An author's own post keeps its place and says that it was deleted; what staff deletes is gone for everybody else. */
export function deletePost(core: ForumCore, by: ForumMember, postId: number): void {
  refuseWhileReadOnly(core);
  const post = findPost(core, by, postId);
  if (!canDelete(by, post)) throw new ForumRefusal({ kind: 'forbidden' });
  core.state.together(() => {
    if (isStaff(by)) {
      core.state.posts.put({ ...post, deletedAt: core.now().toISOString() });
      core.emit(postEvent(core, 'post_destroyed', post));
      return;
    }
    const stub = revise(
      core,
      by,
      post,
      { raw: deletedByAuthor, rawBefore: post.raw, editReason: null },
      true,
    );
    core.state.posts.put({ ...stub, userDeleted: true });
    core.emit(postEvent(core, 'post_destroyed', post));
  });
}

export function recoverPost(core: ForumCore, by: ForumMember, postId: number): ForumPost {
  refuseWhileReadOnly(core);
  const post = findPost(core, by, postId);
  if (!canRecover(by, post)) throw new ForumRefusal({ kind: 'forbidden' });
  return core.state.together(() => {
    const alive = core.state.posts.put({ ...post, deletedAt: null, userDeleted: false });
    const recovered = post.userDeleted
      ? revise(core, by, alive, { raw: post.rawBefore ?? post.raw, rawBefore: null }, true)
      : alive;
    core.emit(postEvent(core, 'post_recovered', recovered));
    return recovered;
  });
}

/** A like is told; taking it back is not. */
export function likePost(core: ForumCore, by: ForumMember, postId: number): ForumPost {
  refuseWhileReadOnly(core);
  const post = findPost(core, by, postId);
  if (post.userId === by.id || post.likedBy.includes(by.id)) throw new ForumRefusal({ kind: 'forbidden' });
  const liked = core.state.posts.put({ ...post, likedBy: [...post.likedBy, by.id] });
  core.emit(likeEvent(core, liked, by));
  return liked;
}

export function unlikePost(core: ForumCore, by: ForumMember, postId: number): ForumPost {
  refuseWhileReadOnly(core);
  const post = findPost(core, by, postId);
  return core.state.posts.put({ ...post, likedBy: post.likedBy.filter((id) => id !== by.id) });
}

/** A post that the viewer may see; missing and deleted ones are not found, whispers are forbidden. */
export function findPost(core: ForumCore, viewer: ForumMember | null, postId: number): ForumPost {
  const post = core.state.posts.get(postId);
  if (post && canSeePost(core, viewer, post)) return post;
  const isWhisper =
    post?.type === 4 && post.deletedAt === null && canSeePost(core, viewer, { ...post, type: 1 });
  throw new ForumRefusal(isWhisper ? { kind: 'forbidden' } : { kind: 'not_found' });
}

export function refuseWhileReadOnly(core: ForumCore): void {
  if (core.isReadOnly()) throw new ForumRefusal({ kind: 'read_only' });
}

function revise(
  core: ForumCore,
  editor: ForumMember,
  post: ForumPost,
  change: Partial<ForumPost>,
  newVersion: boolean,
): ForumPost {
  const now = core.now().toISOString();
  const raw = (change.raw ?? post.raw).trimEnd();
  const author = core.state.members.get(post.userId);
  const revised = core.state.posts.put({
    ...post,
    ...change,
    raw,
    cooked: core.cook(raw, { followLinks: (author?.trustLevel ?? 0) >= 3 }),
    updatedAt: now,
    version: newVersion ? post.version + 1 : post.version,
    versionAt: newVersion ? now : post.versionAt,
    lastEditorId: editor.id,
  });
  core.emit(postEvent(core, 'post_edited', revised));
  return revised;
}

function isSmallChange(core: ForumCore, editor: ForumMember, post: ForumPost, raw: string): boolean {
  const inGrace = core.now().getTime() - Date.parse(post.versionAt) <= core.limits.gracePeriodMs;
  const most = editor.trustLevel >= 2 ? smallChange.trusted : smallChange.newer;
  return inGrace && post.lastEditorId === editor.id && changedLength(post.raw, raw) <= most;
}

function changedLength(before: string, after: string): number {
  let start = 0;
  while (start < before.length && before[start] === after[start]) start += 1;
  let end = 0;
  const shortest = Math.min(before.length, after.length) - start;
  while (end < shortest && before.at(-1 - end) === after.at(-1 - end)) end += 1;
  return Math.max(before.length, after.length) - start - end;
}
