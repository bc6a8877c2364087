import type { ForumCore } from '../forum-core.ts';
import { canSeeCategory } from '../posting/permissions.ts';
import type { Viewer } from '../posting/permissions.ts';
import type { ForumCategory } from '../state/records.ts';

/** `GET /categories.json`: those that the viewer may read, sub-categories inside their parents where asked for. */
export function categoriesAnswer(
  core: ForumCore,
  viewer: Viewer,
  { withChildren }: { withChildren: boolean },
): Record<string, unknown> {
  const categories = visibleCategories(core, viewer).filter((category) => category.parentId === null);
  return {
    category_list: {
      can_create_category: viewer?.admin ?? false,
      can_create_topic: viewer !== null,
      categories: categories.map((category) => listedCategory(core, viewer, category, withChildren)),
    },
  };
}

export function visibleCategories(core: ForumCore, viewer: Viewer): ForumCategory[] {
  return [...core.state.categories.all()].filter((category) => canSeeCategory(core, viewer, category.id));
}

/** What both `/site.json` and `/categories.json` tell of a category. */
export function categoryFacts(
  core: ForumCore,
  viewer: Viewer,
  category: ForumCategory,
): Record<string, unknown> {
  const topics = topicsIn(core, category.id);
  const children = visibleCategories(core, viewer).filter((other) => other.parentId === category.id);
  return {
    id: category.id,
    name: category.name,
    color: category.color,
    text_color: 'FFFFFF',
    slug: category.slug,
    topic_count: topics,
    post_count: topics,
    position: category.id,
    description: category.description === null ? null : `<p>${category.description}</p>`,
    description_text: category.description,
    description_excerpt: category.description,
    topic_url: `/c/${category.slug}/${category.id}`,
    read_restricted: category.readRestricted,
    permission: viewer === null ? null : 1,
    ...(category.parentId === null ? {} : { parent_category_id: category.parentId }),
    ...{
      notification_level: 1,
      topic_template: null,
      has_children: children.length > 0,
      sort_order: null,
      sort_ascending: null,
    },
    ...{ show_subcategory_list: false, num_featured_topics: 3, default_view: null },
    ...{
      subcategory_list_style: 'rows_with_featured_topics',
      default_top_period: 'all',
      default_list_filter: 'all',
    },
    ...{ minimum_required_tags: 0, navigate_to_first_post_after_read: false },
  };
}

export const categoryPictures = {
  uploaded_logo: null,
  uploaded_logo_dark: null,
  uploaded_background: null,
  uploaded_background_dark: null,
};

function listedCategory(
  core: ForumCore,
  viewer: Viewer,
  category: ForumCategory,
  withChildren: boolean,
): Record<string, unknown> {
  const children = visibleCategories(core, viewer).filter((other) => other.parentId === category.id);
  const topics = topicsIn(core, category.id);
  return {
    ...categoryFacts(core, viewer, category),
    ...{
      topics_day: topics,
      topics_week: topics,
      topics_month: topics,
      topics_year: topics,
      topics_all_time: topics,
    },
    subcategory_ids: children.map((child) => child.id),
    ...categoryPictures,
    ...(withChildren && children.length > 0
      ? { subcategory_list: children.map((child) => listedCategory(core, viewer, child, withChildren)) }
      : {}),
  };
}

function topicsIn(core: ForumCore, categoryId: number): number {
  return [...core.state.topics.all()].filter(
    (topic) => topic.categoryId === categoryId && topic.deletedAt === null,
  ).length;
}
