import type { ForumTopic } from '../state/records.ts';
import type { Visit } from './visit.ts';

/** Where a member's private messages are, as in Discourse. */
export const inboxHref = '/my/messages';

/** The private messages of the member who looks, the newest first. */
export function messagesOf({ forum, member }: Pick<Visit, 'forum' | 'member'>): ForumTopic[] {
  return [...forum.core.state.topics.all()]
    .filter(
      ({ archetype, deletedAt, allowedUserIds }) =>
        archetype === 'private_message' && deletedAt === null && allowedUserIds.includes(member.id),
    )
    .toSorted((one, other) => other.id - one.id);
}
