import type { ForumCore } from '../forum-core.ts';
import { hasPlugin } from '../plugin/plugin-switch.ts';

/** One box that an administrator can tick on a webhook. */
export interface EventType {
  id: number;
  name: string;
  group: string;
}

const groups: Readonly<Record<string, readonly [first: number, ...names: string[]]>> = {
  topic: [101, 'topic_created', 'topic_revised', 'topic_edited', 'topic_destroyed', 'topic_recovered'],
  post: [201, 'post_created', 'post_edited', 'post_destroyed', 'post_recovered'],
  user: [
    301,
    ...['user_logged_in', 'user_logged_out', 'user_confirmed_email', 'user_created', 'user_approved'],
    ...['user_updated', 'user_destroyed', 'user_suspended', 'user_unsuspended'],
  ],
  group: [401, 'group_created', 'group_updated', 'group_destroyed'],
  category: [501, 'category_created', 'category_updated', 'category_destroyed'],
  tag: [601, 'tag_created', 'tag_updated', 'tag_destroyed'],
  reviewable: [901, 'reviewable_created', 'reviewable_updated'],
  notification: [1001, 'notification_created'],
  solved: [1101, 'accepted_solution', 'unaccepted_solution'],
  user_badge: [1301, 'user_badge_granted', 'user_badge_revoked'],
  group_user: [1401, 'user_added_to_group', 'user_removed_from_group'],
  like: [1501, 'post_liked'],
  user_promoted: [1601, 'user_promoted'],
};
const ofPlugin = [47_101, 'waypost_offer_signal', 'waypost_member_signal', 'waypost_search_signal'] as const;

export function eventTypes(core: ForumCore): EventType[] {
  const all = hasPlugin(core) ? { ...groups, custom: ofPlugin } : groups;
  return Object.entries(all).flatMap(([group, [first, ...names]]) =>
    names.map((name, at) => ({ id: first + at, name, group })),
  );
}

export function groupedEventTypes(core: ForumCore): Record<string, EventType[]> {
  return Object.fromEntries(Map.groupBy(eventTypes(core), ({ group }) => group));
}
