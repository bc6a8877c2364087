import type { ForumMember } from '../../state/records.ts';

/** Where a member says what they want to be offered; Discourse's address of it. */
export function settingsHref({ username }: ForumMember): string {
  return `/u/${encodeURIComponent(username)}/preferences/waypost`;
}
