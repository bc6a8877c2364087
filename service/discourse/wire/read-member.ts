import { z } from 'zod';
import { countPosts, memberFields } from './member-fields.ts';
import type { MemberView } from './views.ts';

const answerFields = z.object({ user: memberFields });

/** `GET /u/{username}.json`. What the reader may not see is absent there and null here. */
export function readMember(json: unknown): MemberView {
  const { user } = answerFields.parse(json);
  if (user.trust_level === null) throw new Error('the member has no trust level');
  return {
    id: user.id,
    username: user.username,
    trustLevel: user.trust_level,
    joinedAt: user.created_at,
    lastSeenAt: user.last_seen_at,
    lastPostedAt: user.last_posted_at,
    postCount: countPosts(user),
    groups: user.groups,
    locale: user.locale,
    timeZone: user.user_option.timezone,
    staged: user.staged,
    staff: user.admin || user.moderator,
    suspendedTill: user.suspended_till,
  };
}
