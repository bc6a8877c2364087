import type { ForumCore } from '../forum-core.ts';
import { ForumRefusal } from '../refusal.ts';
import type { ForumMember, ForumPost, ForumReviewable, PostDraft } from '../state/records.ts';
import { reviewableEvent } from '../webhooks/reviewable-payload.ts';
import { checkDraft } from './check-draft.ts';
import { publishPost } from './publish-post.ts';
import { countPost, kindOf } from './rate-limit.ts';

export type Submitted =
  | { kind: 'posted'; post: ForumPost }
  | { kind: 'enqueued'; reviewable: ForumReviewable };

export interface SubmitOptions {
  /** Length and repetition are checked. */
  checkText: boolean;
  /** The limits on posts of one member count. */
  limited: boolean;
  /** No webhook tells of it, as with Discourse's `import_mode`. */
  silent?: boolean;
  createdAt?: string | undefined;
}

/** Publishes what a member wrote in the browser; throws `ForumRefusal`. */
export function submitFreely(
  core: ForumCore,
  author: ForumMember,
  draft: PostDraft,
  { checkText }: { checkText: boolean },
): ForumPost {
  if (core.isReadOnly()) throw new ForumRefusal({ kind: 'read_only' });
  return core.state.together(() => {
    checkDraft(core, author, draft, { text: checkText });
    return publishPost(core, author, draft, { silent: false });
  });
}

/** Publishes a draft, or puts it before a moderator; throws `ForumRefusal`. A refused draft changes nothing. */
export function submitDraft(
  core: ForumCore,
  author: ForumMember,
  draft: PostDraft,
  options: SubmitOptions,
): Submitted {
  if (core.isReadOnly()) throw new ForumRefusal({ kind: 'read_only' });
  return core.state.together(() => {
    if (draft.archetype === 'regular' && core.mustHold())
      return { kind: 'enqueued', reviewable: enqueueDraft(core, author, draft) };
    checkDraft(core, author, draft, { text: options.checkText });
    if (options.limited) countPost(core, author, kindOf(draft));
    const { silent = false, createdAt } = options;
    return { kind: 'posted', post: publishPost(core, author, draft, { silent, createdAt }) };
  });
}

export function enqueueDraft(core: ForumCore, author: ForumMember, draft: PostDraft): ForumReviewable {
  const reviewable = core.state.reviewables.put({
    id: core.state.next('reviewable'),
    state: 'pending',
    userId: author.id,
    draft,
    createdAt: core.now().toISOString(),
    postId: null,
  });
  core.emit(reviewableEvent(core, 'reviewable_created', reviewable));
  core.emit(reviewableEvent(core, 'reviewable_score_updated', reviewable));
  return reviewable;
}

/** A moderator lets a held draft through: the post appears now, under a new id. */
export function approveReviewable(core: ForumCore, reviewableId: number): ForumPost {
  return core.state.together(() => {
    const reviewable = pendingReviewable(core, reviewableId);
    const author = core.state.members.get(reviewable.userId);
    if (!author) throw new ForumRefusal({ kind: 'not_found' });
    const post = publishPost(core, author, reviewable.draft, {
      silent: false,
      reviewableId,
      before: (postId) => {
        const approved = core.state.reviewables.put({ ...reviewable, state: 'approved', postId });
        core.emit(reviewableEvent(core, 'reviewable_transitioned_to', approved));
      },
    });
    return post;
  });
}

export function rejectReviewable(core: ForumCore, reviewableId: number): void {
  const rejected = core.state.reviewables.put({
    ...pendingReviewable(core, reviewableId),
    state: 'rejected',
  });
  core.emit(reviewableEvent(core, 'reviewable_transitioned_to', rejected));
}

export function pendingReviewables(core: ForumCore): ForumReviewable[] {
  return [...core.state.reviewables.all()].filter((reviewable) => reviewable.state === 'pending');
}

function pendingReviewable(core: ForumCore, id: number): ForumReviewable {
  const reviewable = core.state.reviewables.get(id);
  if (reviewable?.state !== 'pending') throw new ForumRefusal({ kind: 'not_found' });
  return reviewable;
}
