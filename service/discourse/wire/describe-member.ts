import { known, unknown } from '../../model/fact.ts';
import type { Fact } from '../../model/fact.ts';
import type { ForumId } from '../../model/ids.ts';
import type { Member } from '../../model/member.ts';
import type { MemberView } from './views.ts';

/**
 * A member as the bot sees them. Null fields become "unknown": a bot that is not staff cannot tell "never" from "not shown".
 * Stage and what webhooks told earlier are for the caller to add.
 */
export function describeMember(forum: ForumId, view: MemberView, at: Date): Member {
  const told = <T>(value: T | null, what: string): Fact<T> =>
    value === null ? unknown(`the forum does not show the bot ${what}`) : known(value, 'forum', at);
  return {
    forum,
    id: view.id,
    username: view.username,
    trustLevel: known(view.trustLevel, 'forum', at),
    joinedAt: told(view.joinedAt, 'when this member joined'),
    lastSeenAt: told(view.lastSeenAt, 'when this member was last there'),
    lastPostedAt: told(view.lastPostedAt, 'when this member last posted'),
    postCount: told(view.postCount, 'how many posts this member has written'),
    groups: told(view.groups, 'the groups of this member'),
    locale: told(view.locale, 'the language of this member'),
    timeZone: told(view.timeZone, 'the time zone of this member'),
    preferences: unknown('only the plugin tells what a member has set'),
    stage: unknown('stages are kept by Waypost, not by the forum'),
    stageSince: unknown('stages are kept by Waypost, not by the forum'),
  };
}
