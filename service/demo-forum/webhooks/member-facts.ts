import type { ForumCore } from '../forum-core.ts';
import type { ForumGroup, ForumMember } from '../state/records.ts';
import { avatarOf } from './post-payload.ts';

export function groupsOf(core: ForumCore, member: ForumMember): ForumGroup[] {
  return [...core.state.groups.all()]
    .filter((group) => group.memberIds.includes(member.id))
    .toSorted((one, other) => one.id - other.id);
}

/** Everything that Discourse knows of a member and tells somebody; each answer leaves some of it out. */
export function memberFacts(core: ForumCore, member: ForumMember) {
  const groups = groupsOf(core, member);
  return {
    id: member.id,
    username: member.username,
    name: member.name,
    avatar_template: avatarOf(member),
    last_posted_at: member.lastPostedAt,
    last_seen_at: null,
    created_at: member.createdAt,
    ...{ ignored: false, muted: false, can_ignore_user: true, can_mute_user: true },
    ...{ can_send_private_messages: true, can_send_private_message_to_user: true },
    trust_level: member.trustLevel,
    moderator: member.moderator,
    admin: member.admin,
    title: member.title,
    badge_count: 0,
    user_fields: {},
    custom_fields: {},
    ...{ time_read: 0, recent_time_read: 0, primary_group_id: null, primary_group_name: null },
    ...{ flair_group_id: null, flair_name: null, flair_url: null, flair_bg_color: null, flair_color: null },
    ...{ featured_topic: null, pending_posts_count: 0, staged: false },
    ...{ can_edit: true, can_edit_username: true, can_edit_email: true, can_edit_name: true },
    ...{ uploaded_avatar_id: null, has_title_badges: false, pending_count: 0, profile_view_count: 0 },
    ...{
      second_factor_enabled: false,
      can_upload_profile_header: true,
      can_upload_user_card_background: true,
    },
    post_count: [...core.state.postsBy(member.id)].filter(
      (post) => post.type === 1 && post.deletedAt === null,
    ).length,
    ...{ can_be_deleted: true, can_delete_all_posts: true },
    locale: member.locale,
    ...{
      muted_category_ids: [],
      regular_category_ids: [],
      watched_tags: [],
      watching_first_post_tags: [],
      tracked_tags: [],
    },
    ...{
      muted_tags: [],
      tracked_category_ids: [],
      watched_category_ids: [],
      watched_first_post_category_ids: [],
    },
    system_avatar_upload_id: null,
    system_avatar_template: avatarOf(member),
    ...{
      muted_usernames: [],
      ignored_usernames: [],
      allowed_pm_usernames: [],
      mailing_list_posts_per_day: 0,
    },
    ...{
      can_change_bio: true,
      can_change_location: true,
      can_change_website: true,
      can_change_tracking_preferences: true,
    },
    ...{ user_api_keys: null, user_passkeys: [], user_auth_tokens: [] },
    user_notification_schedule: notificationSchedule(),
    ...{
      use_logo_small_as_avatar: false,
      sidebar_tags: [],
      sidebar_category_ids: [],
      display_sidebar_tags: true,
    },
    ...{ featured_user_badge_ids: [], invited_by: null },
    groups: groups.map(groupFacts),
    group_users: groups.map((group) => ({ group_id: group.id, user_id: member.id, notification_level: 3 })),
    user_option: memberSettings(member),
  };
}

export function groupFacts(group: ForumGroup) {
  const level = group.mentionable ? 99 : 0;
  return {
    id: group.id,
    automatic: group.automatic,
    name: group.name,
    display_name: group.name,
    user_count: group.memberIds.length,
    mentionable_level: level,
    messageable_level: level,
    visibility_level: group.automatic ? 1 : 0,
    ...{
      primary_group: false,
      title: null,
      grant_trust_level: null,
      incoming_email: null,
      has_messages: false,
    },
    ...{
      flair_url: null,
      flair_bg_color: null,
      flair_color: null,
      bio_raw: null,
      bio_cooked: null,
      bio_excerpt: null,
    },
    ...{ public_admission: false, public_exit: false, allow_membership_requests: false },
    full_name: group.fullName,
    ...{ default_notification_level: 3, membership_request_template: null, members_visibility_level: 0 },
    ...{ can_see_members: true, can_admin_group: true, publish_read_state: false },
  };
}

function notificationSchedule(): Record<string, number | boolean> {
  const days = [0, 1, 2, 3, 4, 5, 6].flatMap((day) => [
    [`day_${day}_start_time`, 480] as const,
    [`day_${day}_end_time`, 1020] as const,
  ]);
  return { enabled: false, ...Object.fromEntries(days) };
}

function memberSettings(member: ForumMember) {
  return {
    user_id: member.id,
    ...{
      mailing_list_mode: false,
      mailing_list_mode_frequency: 1,
      email_digests: true,
      email_level: 1,
      email_messages_level: 0,
    },
    ...{
      external_links_in_new_tab: false,
      color_scheme_id: null,
      dark_scheme_id: null,
      dynamic_favicon: false,
      enable_quoting: true,
    },
    ...{
      enable_defer: false,
      digest_after_minutes: 10080,
      automatically_unpin_topics: true,
      auto_track_topics_after_msecs: 300000,
    },
    ...{
      notification_level_when_replying: 2,
      new_topic_duration_minutes: 2880,
      email_previous_replies: 2,
      email_in_reply_to: false,
    },
    ...{ like_notification_frequency: 1, include_tl0_in_digests: false, theme_ids: [1], theme_key_seq: 0 },
    ...{
      allow_private_messages: true,
      enable_allowed_pm_users: false,
      homepage_id: null,
      hide_profile_and_presence: false,
    },
    ...{
      text_size: 'normal',
      text_size_seq: 0,
      title_count_mode: 'notifications',
      bookmark_auto_delete_preference: 3,
    },
    timezone: member.timeZone,
    ...{
      skip_new_user_tips: false,
      default_calendar: 'none_selected',
      oldest_search_log_date: null,
      seen_popups: null,
    },
    ...{ sidebar_link_to_filtered_list: false, sidebar_show_count_of_new_items: false },
    ...{ watched_precedence_over_muted: null, topics_unread_when_closed: true },
  };
}
