import type { PostCreated } from '../../model/event.ts';
import type { MemberCount } from '../../model/life-event.ts';
import type { Member } from '../../model/member.ts';
import type { Rulebook } from '../../rulebook/rulebook.ts';
import { asking } from './measure-of.ts';

/**
 * The number of posts that some rule names and this post makes full; null: none. Only the very post that makes the
 * number tells it, so that nobody is congratulated on a hundredth post that was written long ago.
 */
export function countReached(rulebook: Rulebook, member: Member, event: PostCreated): MemberCount | null {
  const { postCount } = member;
  if (!postCount.known) return null;
  const count = postCount.value;
  if (!asking(rulebook, 'member.count').some(({ details }) => details.reaches.includes(count))) return null;
  return {
    kind: 'member.count',
    forum: event.forum,
    logicalKey: `member_count:${member.id}:posts:${count}`,
    occurredAt: event.occurredAt,
    source: event.source,
    memberId: member.id,
    of: 'posts',
    count,
    post: event.post,
  };
}
