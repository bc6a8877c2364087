import { findMember } from '../forum-core.ts';
import type { ForumCore } from '../forum-core.ts';
import { ForumRefusal } from '../refusal.ts';
import type { ForumMember, ForumPost } from '../state/records.ts';
import { flagEvent } from '../webhooks/flag-payload.ts';
import { postEvent } from '../webhooks/post-payload.ts';
import { userApprovedEvent } from '../webhooks/user-payload.ts';
import { addedToGroupEvent, enterGroup } from './join.ts';

/** Accepts a post as the solution of its topic, or takes that back, as the plugin Solved does: it tells the post. */
export function solveTopic(core: ForumCore, postId: number, isSolved: boolean): void {
  const post = findStandingPost(core, postId);
  const topic = core.state.topics.get(post.topicId);
  if (!topic) throw new ForumRefusal({ kind: 'not_found' });
  core.state.together(() => {
    core.state.topics.put({ ...topic, solutionPostId: isSolved ? postId : null });
    const { payload } = postEvent(core, 'post_edited', post);
    core.emit({ name: isSolved ? 'accepted_solution' : 'unaccepted_solution', type: 'solved', payload });
  });
}

/** A badge has a number and no name in what is told; with a post, the place of it too. */
export function grantBadge(core: ForumCore, member: ForumMember, badge: number, postId: number | null): void {
  const post = postId === null ? null : findStandingPost(core, postId);
  const now = core.now().toISOString();
  core.emit({
    name: 'user_badge_granted',
    type: 'user_badge',
    payload: {
      id: core.state.next('user_badge'),
      granted_at: now,
      created_at: now,
      ...(post === null ? {} : { post_id: post.id, post_number: post.number }),
      badge_id: badge,
      user_id: member.id,
      granted_by_id: -1,
      ...(post === null ? {} : { topic_id: post.topicId }),
    },
  });
}

export function joinGroup(core: ForumCore, member: ForumMember, name: string): void {
  const group = findGroup(core, name);
  core.state.together(() => {
    enterGroup(core, member, group.id);
    core.emit(addedToGroupEvent(core, member, group.id));
  });
}

/** Tells the same numbers as joining, under another name. */
export function leaveGroup(core: ForumCore, member: ForumMember, name: string): void {
  const group = findGroup(core, name);
  core.state.together(() => {
    core.state.groups.put({ ...group, memberIds: group.memberIds.filter((id) => id !== member.id) });
    core.emit({ ...addedToGroupEvent(core, member, group.id), name: 'user_removed_from_group' });
  });
}

export function approveMember(core: ForumCore, member: ForumMember): void {
  core.emit(userApprovedEvent(core, member));
}

/** A flag is raised at once and decided on at once: both are told, and only staff should hear of the first. */
export function decideFlag(core: ForumCore, postId: number, isAgreed: boolean): void {
  const post = findStandingPost(core, postId);
  const id = core.state.next('reviewable');
  const flag = { id, post, flaggedBy: findMember(core, 'system')?.id ?? -1 };
  core.emit(flagEvent(core, 'reviewable_created', { ...flag, status: 0 }));
  core.emit(flagEvent(core, 'reviewable_transitioned_to', { ...flag, status: isAgreed ? 1 : 2 }));
}

function findStandingPost(core: ForumCore, postId: number): ForumPost {
  const post = core.state.posts.get(postId);
  if (!post || post.deletedAt !== null) throw new ForumRefusal({ kind: 'not_found' });
  return post;
}

function findGroup(core: ForumCore, name: string) {
  const group = [...core.state.groups.all()].find((one) => one.name === name);
  if (!group) throw new ForumRefusal({ kind: 'not_found' });
  return group;
}
