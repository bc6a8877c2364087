import { visiblePosts } from '../forum-core.ts';
import type { ForumCore } from '../forum-core.ts';
import { canSeeTopic } from '../posting/permissions.ts';
import type { Viewer } from '../posting/permissions.ts';
import type { ForumMember, ForumPost, ForumTopic } from '../state/records.ts';
import { basicUser } from '../webhooks/post-payload.ts';

/** Topics of one page of `GET /latest.json`; `per_page` in the address has no effect, as recorded. */
const perPage = 30;

/** The topics with the newest posts, private messages and what the viewer may not see left out. */
export function latestAnswer(core: ForumCore, viewer: Viewer, page: number): Record<string, unknown> {
  const topics = latestTopics(core, viewer).slice(page * perPage, (page + 1) * perPage);
  const users = [
    ...new Set(topics.flatMap((topic) => visiblePosts(core, topic.id).map((post) => post.userId))),
  ];
  return {
    users: users
      .map((id) => core.state.members.get(id))
      .filter((member) => member !== undefined)
      .map(listedMember),
    primary_groups: [],
    flair_groups: [],
    topic_list: {
      can_create_topic: viewer !== null,
      per_page: perPage,
      top_tags: [...new Set(topics.flatMap((topic) => topic.tags))],
      topics: topics.map((topic) => listedTopic(core, viewer, topic)),
    },
  };
}

export function latestTopics(core: ForumCore, viewer: Viewer): ForumTopic[] {
  const bumpedAt = (topic: ForumTopic): string =>
    visiblePosts(core, topic.id).at(-1)?.createdAt ?? topic.createdAt;
  return [...core.state.topics.all()]
    .filter(
      (topic) =>
        topic.archetype === 'regular' &&
        topic.visible &&
        topic.deletedAt === null &&
        canSeeTopic(core, viewer, topic),
    )
    .map((topic) => ({ topic, at: bumpedAt(topic) }))
    .toSorted((one, other) => other.at.localeCompare(one.at))
    .map(({ topic }) => topic);
}

function listedMember(member: ForumMember): Record<string, unknown> {
  const staff = {
    ...(member.admin ? { admin: true } : {}),
    ...(member.moderator ? { moderator: true } : {}),
  };
  return { ...basicUser(member), ...staff, trust_level: member.trustLevel };
}

function listedTopic(core: ForumCore, viewer: Viewer, topic: ForumTopic): Record<string, unknown> {
  const posts = visiblePosts(core, topic.id);
  const last = posts.at(-1);
  return {
    id: topic.id,
    title: topic.title,
    fancy_title: topic.title,
    slug: topic.slug,
    posts_count: posts.length,
    reply_count: posts.filter((post) => post.replyToNumber !== null).length,
    highest_post_number: topic.highestPostNumber,
    image_url: null,
    created_at: topic.createdAt,
    last_posted_at: last?.createdAt ?? null,
    bumped: true,
    bumped_at: last?.createdAt ?? topic.createdAt,
    archetype: topic.archetype,
    ...{ unseen: false, pinned: false, unpinned: null, visible: true },
    closed: topic.closed,
    archived: topic.archived,
    ...(viewer
      ? { bookmarked: false, liked: posts.some((post) => post.likedBy.includes(viewer.id)) }
      : { bookmarked: null, liked: null }),
    tags: topic.tags,
    tags_descriptions: {},
    views: topic.views,
    like_count: posts.reduce((sum, post) => sum + post.likedBy.length, 0),
    has_summary: false,
    last_poster_username: core.state.members.get(last?.userId ?? topic.userId)?.username ?? null,
    category_id: topic.categoryId,
    pinned_globally: false,
    featured_link: null,
    posters: postersOf(topic, last),
  };
}

function postersOf(topic: ForumTopic, last: ForumPost | undefined): Record<string, unknown>[] {
  const groups = { primary_group_id: null, flair_group_id: null };
  if (last === undefined || last.userId === topic.userId) {
    return [
      {
        extras: 'latest single',
        description: 'Original Poster, Most Recent Poster',
        user_id: topic.userId,
        ...groups,
      },
    ];
  }
  return [
    { extras: null, description: 'Original Poster', user_id: topic.userId, ...groups },
    { extras: 'latest', description: 'Most Recent Poster', user_id: last.userId, ...groups },
  ];
}
