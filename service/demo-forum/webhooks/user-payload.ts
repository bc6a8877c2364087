import type { ForumCore, ForumEvent } from '../forum-core.ts';
import type { ForumMember } from '../state/records.ts';
import { groupFacts, groupsOf, memberFacts } from './member-facts.ts';

/** The address, the locale and every personal setting are in it, for Discourse writes it for the system's eyes. */
export function userCreatedEvent(core: ForumCore, member: ForumMember): ForumEvent {
  return { name: 'user_created', type: 'user', payload: toldToSystem(core, member) };
}

export function userApprovedEvent(core: ForumCore, member: ForumMember): ForumEvent {
  return { name: 'user_approved', type: 'user', payload: toldToSystem(core, member) };
}

function toldToSystem(core: ForumCore, member: ForumMember): Record<string, unknown> {
  const { id, username, name, avatar_template, ...rest } = memberFacts(core, member);
  const address = { email: `${member.username}@demo.invalid`, secondary_emails: [] };
  return { id, username, name, avatar_template, ...address, ...without(rest, onlyWhenPromoted) };
}

/** The new trust level; neither the old one nor the address. */
export function userPromotedEvent(core: ForumCore, member: ForumMember): ForumEvent {
  return { name: 'user_promoted', type: 'user_promoted', payload: memberFacts(core, member) };
}

/** What `GET /u/{name}.json` tells a bot that is not staff: no address, locale, time zone or number of posts. */
export function publicMemberFacts(core: ForumCore, member: ForumMember): Record<string, unknown> {
  const facts = without(memberFacts(core, member), onlyForStaff);
  return {
    ...facts,
    can_ignore_user: false,
    can_edit: false,
    can_edit_username: false,
    can_edit_email: false,
    can_edit_name: false,
    can_upload_profile_header: false,
    can_upload_user_card_background: false,
    groups: groupsOf(core, member).map((group) =>
      without(groupFacts(group), ['incoming_email', 'bio_raw', 'can_admin_group']),
    ),
  };
}

function without(facts: Readonly<Record<string, unknown>>, keys: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(facts).filter(([key]) => !keys.includes(key)));
}

const onlyWhenPromoted = [
  ...[
    'ignored',
    'can_ignore_user',
    'can_mute_user',
    'can_send_private_messages',
    'can_send_private_message_to_user',
  ],
  ...[
    'custom_fields',
    'pending_posts_count',
    'can_edit',
    'can_edit_username',
    'can_edit_email',
    'can_edit_name',
  ],
  ...[
    'uploaded_avatar_id',
    'has_title_badges',
    'can_be_deleted',
    'can_delete_all_posts',
    'system_avatar_upload_id',
  ],
  ...[
    'can_change_bio',
    'can_change_location',
    'can_change_website',
    'can_change_tracking_preferences',
    'user_api_keys',
  ],
  ...[
    'user_passkeys',
    'user_auth_tokens',
    'use_logo_small_as_avatar',
    'sidebar_tags',
    'sidebar_category_ids',
  ],
  ...['display_sidebar_tags', 'group_users'],
];

const onlyForStaff = [
  ...[
    'pending_posts_count',
    'staged',
    'has_title_badges',
    'second_factor_enabled',
    'post_count',
    'can_be_deleted',
  ],
  ...[
    'can_delete_all_posts',
    'locale',
    'muted_category_ids',
    'regular_category_ids',
    'watched_tags',
    'watching_first_post_tags',
  ],
  ...[
    'tracked_tags',
    'muted_tags',
    'tracked_category_ids',
    'watched_category_ids',
    'watched_first_post_category_ids',
  ],
  ...[
    'system_avatar_upload_id',
    'system_avatar_template',
    'muted_usernames',
    'ignored_usernames',
    'allowed_pm_usernames',
  ],
  ...[
    'mailing_list_posts_per_day',
    'can_change_bio',
    'can_change_location',
    'can_change_website',
    'can_change_tracking_preferences',
  ],
  ...[
    'user_api_keys',
    'user_auth_tokens',
    'user_notification_schedule',
    'use_logo_small_as_avatar',
    'sidebar_tags',
  ],
  ...['sidebar_category_ids', 'display_sidebar_tags', 'group_users', 'user_option'],
];
