import { unknown } from '../../model/fact.ts';
import type { ForumId, MemberId } from '../../model/ids.ts';
import type { Member } from '../../model/member.ts';

/** An announcement is for nobody in particular; it counts as said by Waypost's own account. */
export function announcer(forum: ForumId, bot: { id: MemberId; username: string }): Member {
  const nobody = unknown('an announcement is for nobody in particular');
  return {
    forum,
    id: bot.id,
    username: bot.username,
    trustLevel: nobody,
    joinedAt: nobody,
    lastSeenAt: nobody,
    lastPostedAt: nobody,
    postCount: nobody,
    groups: nobody,
    locale: nobody,
    timeZone: nobody,
    preferences: nobody,
    stage: nobody,
    stageSince: nobody,
  };
}
