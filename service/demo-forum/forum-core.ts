import type { ForumLimits } from './limits.ts';
import type { Cook } from './posting/cook.ts';
import type { ForumState } from './state/forum-state.ts';
import type { ForumMember, ForumPost } from './state/records.ts';

/** What happened on the forum, as its webhooks will tell it. */
export interface ForumEvent {
  /** `post_created` and the like. */
  name: string;
  /** The one key of the body; not always the first word of the name. */
  type: string;
  payload: unknown;
  /** The one webhook it is for, whatever that one has ticked; unless said, all that want it. */
  onlyTo?: number;
}

/** What every part of the forum works with. */
export interface ForumCore {
  state: ForumState;
  limits: ForumLimits;
  now: () => Date;
  cook: Cook;
  /** Address of the forum without a slash at the end, such as `http://localhost:4601`. */
  baseUrl: () => string;
  emit: (event: ForumEvent) => void;
  /** True while writing is switched off. */
  isReadOnly: () => boolean;
  /** True when this draft is to wait for a moderator. */
  mustHold: () => boolean;
}

export function findMember(core: ForumCore, username: string): ForumMember | undefined {
  const wanted = username.toLowerCase();
  return [...core.state.members.all()].find((member) => member.username.toLowerCase() === wanted);
}

/** The author of a post; the forum's own voice when the account is gone. */
export function authorOf(core: ForumCore, post: { userId: number }): ForumMember {
  const author = core.state.members.get(post.userId);
  if (!author) throw new Error(`demo forum: member ${post.userId} is not there`);
  return author;
}

export function isStaff(member: ForumMember): boolean {
  return member.admin || member.moderator;
}

/** Posts that count: not deleted, no whispers. */
export function visiblePosts(core: ForumCore, topicId: number): ForumPost[] {
  return core.state.postsOf(topicId).filter((post) => post.deletedAt === null && post.type !== 4);
}
