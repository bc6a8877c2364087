import type { ForumCore } from '../forum-core.ts';
import type { Viewer } from '../posting/permissions.ts';
import { categoryFacts, categoryPictures, visibleCategories } from './category-answer.ts';

/** `GET /site.json`: what a client needs to know of the forum before anything else. Works without signing in. */
export function siteAnswer(core: ForumCore, viewer: Viewer): Record<string, unknown> {
  return {
    default_archetype: 'regular',
    notification_types: notificationTypes,
    post_types: { regular: 1, moderator_action: 2, small_action: 3, whisper: 4 },
    user_tips: {
      first_notification: 1,
      topic_timeline: 2,
      post_menu: 3,
      topic_notification_levels: 4,
      suggested_topics: 5,
      admin_guide: 6,
    },
    trust_levels: { newuser: 0, basic: 1, member: 2, regular: 3, leader: 4 },
    groups: [...core.state.groups.all()].map(({ id, name }) => ({
      id,
      name,
      flair_url: null,
      flair_bg_color: null,
      flair_color: null,
    })),
    filters: ['latest', 'unread', 'new', 'unseen', 'top', 'read', 'posted', 'bookmarks', 'hot'],
    periods: ['all', 'yearly', 'quarterly', 'monthly', 'weekly', 'daily'],
    top_menu_items: ['latest', 'categories'],
    anonymous_top_menu_items: ['latest', 'categories'],
    uncategorized_category_id: 1,
    user_field_max_length: 2048,
    post_action_types: [
      actionType(2, 'like', 'Like', false),
      ...flags.map(([id, key, name]) => actionType(id, key, name, true)),
    ],
    topic_flag_types: flags.map(([id, key, name]) => actionType(id, key, name, true)),
    ...(viewer ? { can_create_tag: false, can_tag_topics: true, can_tag_pms: false } : {}),
    tags_filter_regexp: '[/\\?#\\[\\]@!\\$&\'\\(\\)\\*\\+,;=\\.%\\\\`^\\s|\\{\\}"<>]+',
    top_tags: tagsInUse(core),
    navigation_menu_site_top_tags: tagsInUse(core).map((name) => ({
      name,
      description: null,
      pm_only: false,
    })),
    topic_featured_link_allowed_category_ids: visibleCategories(core, viewer).map((category) => category.id),
    user_themes: [{ theme_id: 1, name: 'Default', default: true, color_scheme_id: null }],
    user_color_schemes: [{ id: 1, name: 'Dark', is_dark: true }],
    default_dark_color_scheme: null,
    censored_regexp: [],
    custom_emoji_translation: {},
    watched_words_replace: null,
    watched_words_link: null,
    categories: visibleCategories(core, viewer).map((category) => ({
      ...categoryFacts(core, viewer, category),
      ...{
        allowed_tags: [],
        allowed_tag_groups: [],
        allow_global_tags: false,
        read_only_banner: null,
        form_template_ids: [],
      },
      ...categoryPictures,
      ...{ required_tag_groups: [], can_edit: viewer?.admin ?? false },
    })),
    markdown_additional_options: {},
    hashtag_configurations: { 'topic-composer': ['category', 'tag'] },
    hashtag_icons: { category: 'folder', tag: 'tag' },
    displayed_about_plugin_stat_groups: [],
    archetypes: [
      { id: 'regular', name: 'Regular Topic', options: [] },
      { id: 'banner', name: 'Banner Topic', options: [] },
    ],
    user_fields: [],
    auth_providers: [],
  };
}

/** `GET /tags.json`: every tag in use, with how many topics have it. */
export function tagsAnswer(core: ForumCore): Record<string, unknown> {
  const topics = [...core.state.topics.all()];
  const tags = tagsInUse(core).map((name) => ({
    id: name,
    text: name,
    name,
    description: null,
    count: topics.filter((topic) => topic.tags.includes(name)).length,
    pm_only: false,
    target_tag: null,
  }));
  return { tags, extras: { categories: [] } };
}

function tagsInUse(core: ForumCore): string[] {
  return [...new Set([...core.state.topics.all()].flatMap((topic) => topic.tags))].toSorted();
}

function actionType(id: number, key: string, name: string, isFlag: boolean): Record<string, unknown> {
  return {
    id,
    name_key: key,
    name,
    description: name,
    short_description: name,
    is_flag: isFlag,
    is_custom_flag: isFlag && id >= 6 && id !== 8,
  };
}

const flags = [
  [3, 'off_topic', 'Off-Topic'],
  [4, 'inappropriate', 'Inappropriate'],
  [8, 'spam', 'Spam'],
  [6, 'notify_user', 'Send a message'],
  [10, 'illegal', 'Illegal'],
  [7, 'notify_moderators', 'Something Else'],
] as const;

const notificationTypes = {
  ...{
    mentioned: 1,
    replied: 2,
    quoted: 3,
    edited: 4,
    liked: 5,
    private_message: 6,
    invited_to_private_message: 7,
  },
  ...{
    invitee_accepted: 8,
    posted: 9,
    moved_post: 10,
    linked: 11,
    granted_badge: 12,
    invited_to_topic: 13,
    custom: 14,
  },
  ...{
    group_mentioned: 15,
    group_message_summary: 16,
    watching_first_post: 17,
    topic_reminder: 18,
    liked_consolidated: 19,
  },
  ...{
    post_approved: 20,
    code_review_commit_approved: 21,
    membership_request_accepted: 22,
    membership_request_consolidated: 23,
  },
  ...{
    bookmark_reminder: 24,
    reaction: 25,
    votes_released: 26,
    event_reminder: 27,
    event_invitation: 28,
    chat_mention: 29,
  },
  ...{ chat_message: 30, chat_invitation: 31, chat_group_mention: 32, chat_quoted: 33, assigned: 34 },
  ...{
    question_answer_user_commented: 35,
    watching_category_or_tag: 36,
    new_features: 37,
    admin_problems: 38,
    following: 800,
  },
  ...{ following_created_topic: 801, following_replied: 802, circles_activity: 900 },
};
