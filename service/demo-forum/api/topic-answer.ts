import { findMember, isStaff, visiblePosts } from '../forum-core.ts';
import type { ForumCore } from '../forum-core.ts';
import { canSeePost, canSeeTopic, canWriteIn } from '../posting/permissions.ts';
import type { Viewer } from '../posting/permissions.ts';
import { ForumRefusal } from '../refusal.ts';
import type { ForumPost, ForumTopic } from '../state/records.ts';
import { basicUser } from '../webhooks/post-payload.ts';
import { countWords, memberCalled } from '../webhooks/topic-payload.ts';
import { postAnswer } from './post-answer.ts';

export interface TopicQuestion {
  includeRaw: boolean;
  /** Names of authors; the first post of the topic is in the answer whether it is theirs or not. */
  usernames: readonly string[];
  /** From 1, of `chunkSize` posts. */
  page: number;
}

/** A topic with one page of its posts; a topic that the viewer may not see is not found. */
export function topicAnswer(
  core: ForumCore,
  viewer: Viewer,
  topicId: number,
  question: TopicQuestion,
): Record<string, unknown> {
  const topic = findTopic(core, viewer, topicId);
  const stream = streamOf(core, viewer, topic, question.usernames);
  const start = (question.page - 1) * core.limits.chunkSize;
  const posts = stream.slice(start, start + core.limits.chunkSize);
  if (posts.length === 0 && question.page > 1) throw new ForumRefusal({ kind: 'not_found', withPage: true });

  const counted = visiblePosts(core, topic.id);
  const isMessage = topic.archetype === 'private_message';
  const staff = viewer !== null && isStaff(viewer);
  return {
    post_stream: {
      posts: posts.map((post) =>
        postAnswer(core, viewer, post, { raw: question.includeRaw, inStream: true }),
      ),
      stream: stream.map((post) => post.id),
    },
    timeline_lookup: [[1, 0]],
    ...(isMessage
      ? { related_messages: [], suggested_topics: [], suggested_group_name: null }
      : { suggested_topics: [], tags: topic.tags }),
    tags_descriptions: {},
    id: topic.id,
    title: topic.title,
    fancy_title: topic.title,
    posts_count: counted.length,
    created_at: topic.createdAt,
    views: topic.views,
    reply_count: counted.filter((post) => post.replyToNumber !== null).length,
    like_count: counted.reduce((sum, post) => sum + post.likedBy.length, 0),
    last_posted_at: counted.at(-1)?.createdAt ?? null,
    visible: topic.visible,
    closed: topic.closed,
    archived: topic.archived,
    has_summary: false,
    archetype: topic.archetype,
    slug: topic.slug,
    category_id: topic.categoryId,
    word_count: counted.reduce((sum, post) => sum + countWords(post.raw), 0),
    deleted_at: topic.deletedAt,
    user_id: topic.userId,
    ...{
      featured_link: null,
      pinned_globally: false,
      pinned_at: null,
      pinned_until: null,
      image_url: null,
      slow_mode_seconds: 0,
    },
    ...{ draft: null, draft_key: `topic_${topic.id}`, draft_sequence: 0 },
    ...(viewer ? { posted: counted.some((post) => post.userId === viewer.id) } : {}),
    ...{ unpinned: null, pinned: false },
    current_post_number: posts[0]?.number ?? 1,
    highest_post_number: topic.highestPostNumber,
    ...(viewer
      ? { last_read_post_number: topic.highestPostNumber, last_read_post_id: stream.at(-1)?.id ?? null }
      : {}),
    deleted_by: memberCalled(core, topic.deletedById),
    ...(staff ? { has_deleted: core.state.postsOf(topic.id).length > counted.length } : {}),
    actions_summary: [4, 8, 7, 10].map((id) => ({ id, count: 0, hidden: false, can_act: viewer !== null })),
    chunk_size: core.limits.chunkSize,
    ...{ bookmarked: false, bookmarks: [] },
    ...(isMessage ? { message_archived: false } : {}),
    ...{
      topic_timer: null,
      message_bus_last_id: 0,
      participant_count: new Set(counted.map((post) => post.userId)).size,
    },
    ...(isMessage ? { pm_with_non_human_user: false } : {}),
    ...(staff ? { queued_posts_count: 0 } : {}),
    ...{ show_read_indicator: false, thumbnails: null, slow_mode_enabled_until: null, summarizable: false },
    ...acceptedAnswer(core, topic),
    details: detailsOf(core, viewer, topic, counted),
    pending_posts: [],
  };
}

/** Solved says it of solved topics, and nothing of the others. */
function acceptedAnswer(core: ForumCore, { solutionPostId }: ForumTopic): Record<string, unknown> {
  const answer = typeof solutionPostId === 'number' ? core.state.posts.get(solutionPostId) : undefined;
  if (answer === undefined) return {};
  const { username, name } = core.state.members.get(answer.userId) ?? { username: null, name: null };
  return { accepted_answer: { post_number: answer.number, username, name, excerpt: null } };
}

/** The posts asked for by id, as `GET /t/{id}/posts.json` gives them; those the viewer may not see are left out. */
export function topicPostsAnswer(
  core: ForumCore,
  viewer: Viewer,
  topicId: number,
  ids: readonly number[],
  raw: boolean,
): Record<string, unknown> {
  const topic = findTopic(core, viewer, topicId);
  const stream = streamOf(core, viewer, topic, []);
  const posts =
    ids.length > 0 ? stream.filter((post) => ids.includes(post.id)) : stream.slice(0, core.limits.chunkSize);
  return {
    post_stream: { posts: posts.map((post) => postAnswer(core, viewer, post, { raw, inStream: true })) },
    id: topic.id,
  };
}

export function findTopic(core: ForumCore, viewer: Viewer, topicId: number): ForumTopic {
  const topic = core.state.topics.get(topicId);
  if (!topic || !canSeeTopic(core, viewer, topic))
    throw new ForumRefusal({ kind: 'not_found', withPage: true });
  return topic;
}

/** Deleted posts are in nobody's stream, not even in that of staff, unless the whole topic is deleted. */
function streamOf(
  core: ForumCore,
  viewer: Viewer,
  topic: ForumTopic,
  usernames: readonly string[],
): ForumPost[] {
  const wanted = usernames.map((name) => findMember(core, name)?.id);
  return core.state.postsOf(topic.id).filter((post) => {
    if (!canSeePost(core, viewer, post) || (post.deletedAt !== null && topic.deletedAt === null))
      return false;
    return usernames.length === 0 || post.number === 1 || wanted.includes(post.userId);
  });
}

function detailsOf(
  core: ForumCore,
  viewer: Viewer,
  topic: ForumTopic,
  posts: readonly ForumPost[],
): Record<string, unknown> {
  const isMessage = topic.archetype === 'private_message';
  const allowed = topic.allowedUserIds
    .map((id) => memberCalled(core, id))
    .filter((member) => member !== null);
  const may = viewer && canWriteIn(core, viewer, topic) ? { can_create_post: true } : {};
  return {
    can_edit: viewer !== null && (isStaff(viewer) || viewer.id === topic.userId),
    notification_level: 1,
    ...(viewer
      ? {
          notifications_reason_id: null,
          can_invite_to: true,
          ...may,
          can_reply_as_new_topic: true,
          can_flag_topic: true,
        }
      : {}),
    ...(isMessage && viewer ? { can_remove_self_id: viewer.id } : {}),
    participants: participantsOf(core, posts),
    ...(isMessage ? { allowed_users: allowed } : {}),
    created_by: memberCalled(core, topic.userId),
    last_poster: memberCalled(core, posts.at(-1)?.userId ?? topic.userId),
    ...(isMessage ? { allowed_groups: [] } : {}),
  };
}

function participantsOf(core: ForumCore, posts: readonly ForumPost[]): Record<string, unknown>[] {
  const counts = new Map<number, number>();
  for (const post of posts) if (post.type === 1) counts.set(post.userId, (counts.get(post.userId) ?? 0) + 1);
  const participants = [...counts].toSorted(([, one], [, other]) => other - one);
  return participants.flatMap(([id, count]) => {
    const member = core.state.members.get(id);
    if (!member) return [];
    const flair = {
      primary_group_name: null,
      flair_name: null,
      flair_url: null,
      flair_color: null,
      flair_bg_color: null,
    };
    return [
      {
        ...basicUser(member),
        post_count: count,
        ...flair,
        flair_group_id: null,
        trust_level: member.trustLevel,
      },
    ];
  });
}
