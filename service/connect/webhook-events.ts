/**
 * What Waypost's webhook ticks: all that a rule can wait for, and all by which Waypost forgets or finds itself mistaken.
 * A rule written next year is not deaf because of what was ticked today. Left out on purpose: `notification_created`,
 * which fires for every bell, and whatever says nothing of a member's path (tags, groups as such, chat, assignments).
 */
const documented: Readonly<Record<string, readonly string[]>> = {
  topic: ['topic_created', 'topic_edited', 'topic_destroyed', 'topic_recovered'],
  post: ['post_created', 'post_edited', 'post_destroyed', 'post_recovered'],
  user: [
    ...['user_created', 'user_approved', 'user_confirmed_email', 'user_logged_in', 'user_updated'],
    // Erased and anonymised members are told by these two.
    ...['user_destroyed', 'user_suspended', 'user_unsuspended'],
  ],
  category: ['category_created', 'category_updated', 'category_destroyed'],
  reviewable: ['reviewable_created', 'reviewable_updated'],
  solved: ['accepted_solution', 'unaccepted_solution'],
  user_badge: ['user_badge_granted', 'user_badge_revoked'],
  group_user: ['user_added_to_group', 'user_removed_from_group'],
  like: ['post_liked'],
  user_promoted: ['user_promoted'],
  waypost: ['waypost_offer_signal', 'waypost_member_signal', 'waypost_search_signal'],
};

export const webhookEvents: readonly string[] = Object.values(documented).flat();

/** By the group that Discourse shows them under. */
export function eventsByGroup(): readonly (readonly [group: string, names: readonly string[]])[] {
  return Object.entries(documented);
}

export interface Ticks {
  ids: readonly number[];
  /** What will be ticked, in the forum's own words. */
  names: readonly string[];
  /** What this forum cannot tell: a plugin is missing, or it is too old. */
  missing: readonly string[];
}

/** What to tick on this very forum: single events where it has them, else the group that holds them. */
export function ticksFor(offered: ReadonlyMap<string, number>): Ticks {
  const names = new Set<string>();
  const missing: string[] = [];
  for (const [group, events] of Object.entries(documented)) {
    for (const event of events) {
      if (offered.has(event)) names.add(event);
      else if (offered.has(group)) names.add(group);
      else missing.push(event);
    }
  }
  return { ids: [...names].flatMap((name) => offered.get(name) ?? []), names: [...names], missing };
}
