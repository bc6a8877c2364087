import type { ForumCore } from './forum-core.ts';
import { deletePost, editPost, likePost, recoverPost, unlikePost } from './posting/change-post.ts';
import { deleteTopic, editTopic, movePosts, recoverTopic, setTopicStatus } from './posting/change-topic.ts';
import type { TopicEdit, TopicStatus } from './posting/change-topic.ts';
import {
  approveMember,
  decideFlag,
  grantBadge,
  joinGroup,
  leaveGroup,
  solveTopic,
} from './posting/staff-acts.ts';
import { publishPost } from './posting/publish-post.ts';
import {
  approveReviewable,
  enqueueDraft,
  pendingReviewables,
  rejectReviewable,
  submitFreely,
} from './posting/submit-draft.ts';
import { draftOf } from './posting/writing.ts';
import type { Writing } from './posting/writing.ts';
import type { ForumMember, ForumPost, ForumReviewable } from './state/records.ts';

/** What members do, in the browser of our imagination; told to the webhooks, refused as Discourse would refuse it. */
export function createActs(core: ForumCore, member: (username: string) => ForumMember) {
  return {
    /** A member writes in the browser: no limits on how often, and never held for approval. */
    writePost: (writing: Writing): ForumPost =>
      submitFreely(core, member(writing.as), draftOf(writing), { checkText: writing.checkText ?? false }),
    /** Rebuilds history: given ids and dates, no checks, and no webhook tells of it. */
    importPost: (
      writing: Writing & { createdAt?: string; ids?: { topic?: number; post?: number }; type?: 1 | 3 | 4 },
    ): ForumPost => {
      const { createdAt, ids = {}, type = 1 } = writing;
      const externals = { silent: true, createdAt, ids, type };
      return core.state.together(() => publishPost(core, member(writing.as), draftOf(writing), externals));
    },
    editPost: ({
      as,
      postId,
      raw,
      reason = null,
      checkText = false,
    }: {
      as: string;
      postId: number;
      raw: string;
      reason?: string | null;
      checkText?: boolean;
    }): ForumPost => editPost(core, member(as), postId, { raw, reason, checkText }),
    deletePost: ({ as, postId }: ByOnPost) => deletePost(core, member(as), postId),
    recoverPost: ({ as, postId }: ByOnPost) => recoverPost(core, member(as), postId),
    /** Whether anybody but staff may write to a member in private. */
    takeMessages: ({ as, takes }: { as: string; takes: boolean }): void =>
      void core.state.members.put({ ...member(as), takesMessages: takes }),
    likePost: ({ as, postId }: ByOnPost) => likePost(core, member(as), postId),
    unlikePost: ({ as, postId }: ByOnPost) => unlikePost(core, member(as), postId),
    setTopicStatus: ({
      as,
      topicId,
      status,
      enabled,
    }: ByOnTopic & { status: TopicStatus; enabled: boolean }) =>
      setTopicStatus(core, member(as), topicId, status, enabled),
    closeTopic: ({ as, topicId, closed = true }: ByOnTopic & { closed?: boolean }) =>
      setTopicStatus(core, member(as), topicId, 'closed', closed),
    editTopic: ({ as, topicId, ...edit }: ByOnTopic & TopicEdit) =>
      editTopic(core, member(as), topicId, edit),
    deleteTopic: ({ as, topicId }: ByOnTopic) => deleteTopic(core, member(as), topicId),
    recoverTopic: ({ as, topicId }: ByOnTopic) => recoverTopic(core, member(as), topicId),
    movePosts: ({ as, postIds, title }: { as: string; postIds: readonly number[]; title: string }) =>
      movePosts(core, member(as), postIds, title),
    solve: (postId: number) => solveTopic(core, postId, true),
    unsolve: (postId: number) => solveTopic(core, postId, false),
    grantBadge: ({ to, badge, postId = null }: { to: string; badge: number; postId?: number | null }) =>
      grantBadge(core, member(to), badge, postId),
    joinGroup: ({ as, group }: { as: string; group: string }) => joinGroup(core, member(as), group),
    leaveGroup: ({ as, group }: { as: string; group: string }) => leaveGroup(core, member(as), group),
    approveMember: (username: string) => approveMember(core, member(username)),
    decideFlag: (postId: number, { agreed }: { agreed: boolean }) => decideFlag(core, postId, agreed),
    /** Puts a text before the moderators instead of publishing it. */
    hold: (writing: Writing): ForumReviewable =>
      core.state.together(() => enqueueDraft(core, member(writing.as), draftOf(writing))),
    pending: (): ForumReviewable[] => pendingReviewables(core),
    approve: (reviewableId: number): ForumPost => approveReviewable(core, reviewableId),
    reject: (reviewableId: number) => rejectReviewable(core, reviewableId),
  };
}

interface ByOnPost {
  as: string;
  postId: number;
}
interface ByOnTopic {
  as: string;
  topicId: number;
}
