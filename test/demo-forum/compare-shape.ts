/**
 * Keys that come with some answers of a kind only: for members with a title, a status or a profile, posts with links or a notice,
 * groups with messages, sub-categories.
 */
const nowAndThen = new Set([
  ...[
    'title_is_group',
    'user_status',
    'status',
    'link_counts',
    'notice',
    'action_code',
    'category_slug',
    'has_messages',
  ],
  ...[
    'bio_excerpt',
    'website',
    'website_name',
    'location',
    'bio_raw',
    'bio_cooked',
    'parent_category_id',
    'subcategory_list',
  ],
  ...[
    'can_create_post',
    'post_id',
    'queued_posts_count',
    'pending_posts',
    'acted',
    'can_undo',
    'can_act',
    'count',
  ],
]);

/** Lists and dictionaries whose content is the site's own; what is in them is not compared. */
const own = new Set([
  ...[
    'user_fields',
    'suggested_topics',
    'related_messages',
    'user_themes',
    'user_color_schemes',
    'default_dark_color_scheme',
  ],
  ...[
    'scopes',
    'top_menu_items',
    'anonymous_top_menu_items',
    'user_auth_tokens',
    'sidebar_category_ids',
    'bundled_action_ids',
  ],
  ...['top_tags', 'tags', 'navigation_menu_site_top_tags', 'auth_providers', 'mentioned_users'],
]);

/** Says every difference between the form of two values: keys, and types of what is in them. Null goes with everything. */
export function compareShape(recorded: unknown, ours: unknown, path = ''): string[] {
  if (recorded === null || ours === null) return [];
  if (Array.isArray(recorded))
    return Array.isArray(ours) ? compareLists(recorded, ours, path) : [`${path}: a list was expected`];
  if (isObject(recorded))
    return isObject(ours) ? compareObjects([recorded], ours, path) : [`${path}: an object was expected`];
  return typeof recorded === typeof ours
    ? []
    : [`${path}: ${typeof recorded} expected, ${typeof ours} found`];
}

function compareLists(recorded: readonly unknown[], ours: readonly unknown[], path: string): string[] {
  const objects = recorded.filter(isObject);
  if (objects.length < recorded.length) {
    return recorded[0] === undefined
      ? []
      : ours.flatMap((element, index) => compareShape(recorded[0], element, `${path}[${index}]`));
  }
  if (recorded.length > 0 && ours.length === 0) return [`${path}: empty, ${recorded.length} recorded`];
  return ours.flatMap((element, index) =>
    isObject(element)
      ? compareObjects(objects, element, `${path}[${index}]`)
      : [`${path}[${index}]: an object was expected`],
  );
}

/** Every key that all recorded ones have must be there, none that no recorded one has. */
function compareObjects(
  recorded: readonly Record<string, unknown>[],
  ours: Record<string, unknown>,
  path: string,
): string[] {
  if (recorded.length === 0) return [];
  const known = new Set(recorded.flatMap(Object.keys));
  const missing = [...known].filter(
    (key) => !(key in ours) && !nowAndThen.has(key) && recorded.every((one) => key in one),
  );
  const added = Object.keys(ours).filter((key) => !known.has(key) && !nowAndThen.has(key));
  const inside = Object.keys(ours).flatMap((key) => {
    const example = recorded.map((one) => one[key]).find((value) => value !== undefined && value !== null);
    return example === undefined || own.has(key) ? [] : compareShape(example, ours[key], `${path}.${key}`);
  });
  return [
    ...missing.map((key) => `${path}.${key}: missing`),
    ...added.map((key) => `${path}.${key}: not in the recording`),
    ...inside,
  ];
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
