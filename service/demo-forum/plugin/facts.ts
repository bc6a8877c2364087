import { botUsername } from '../bot-account.ts';
import { findMember, isStaff } from '../forum-core.ts';
import type { ForumCore } from '../forum-core.ts';
import { canSeeTopic } from '../posting/permissions.ts';
import type { ForumMember, ForumPost, ForumTopic } from '../state/records.ts';
import { groupsOf } from '../webhooks/member-facts.ts';
import { consentOf } from './preferences.ts';

/** Facts of many members in one call; who is not there is left out (§1.6). */
export function membersAnswer(core: ForumCore, ids: readonly number[]) {
  const members = [...new Set(ids)]
    .toSorted((one, other) => one - other)
    .map((id) => core.state.members.get(id))
    .filter((member) => member !== undefined)
    .filter((member) => member.id > 0 && member.standing !== 'inactive');
  return {
    members: members.map((member) => ({ ...factsOf(core, member), consent: consentOf(core, member.id) })),
  };
}

/** Nobody's reading is counted here, so that reading is 0 as for somebody who has just joined. */
function factsOf(core: ForumCore, member: ForumMember) {
  const posts = [...core.state.postsBy(member.id)].filter((post) => counts(post));
  const isPublic = (post: ForumPost): boolean => core.state.topics.get(post.topicId)?.archetype === 'regular';
  return {
    id: member.id,
    username: member.username,
    trust_level: member.trustLevel,
    staff: isStaff(member),
    created_at: member.createdAt,
    // Writing is the only trace of a visit that is kept.
    last_seen_at: member.lastPostedAt,
    last_posted_at: member.lastPostedAt,
    locale: member.locale ?? 'en',
    time_zone: member.timeZone,
    post_count: posts.filter((post) => isPublic(post) && post.number > 1).length,
    topic_count: posts.filter((post) => isPublic(post) && post.number === 1).length,
    ...{ days_visited: 0, posts_read_count: 0, topics_entered: 0 },
    likes_given: [...core.state.posts.all()].filter((post) => post.likedBy.includes(member.id)).length,
    likes_received: posts.reduce((sum, post) => sum + post.likedBy.length, 0),
    groups: groupsOf(core, member)
      .map(({ name }) => name)
      .toSorted(),
  };
}

/** How many topics stand; only those that everybody may read (§1.6). */
export function topicsAnswer(core: ForumCore, ids: readonly number[]) {
  const topics = [...new Set(ids)]
    .toSorted((one, other) => one - other)
    .map((id) => core.state.topics.get(id))
    .filter((topic) => topic !== undefined)
    .filter((topic) => isForEverybody(core, topic));
  return { topics: topics.map((topic) => topicFacts(core, topic)) };
}

function isForEverybody(core: ForumCore, topic: ForumTopic): boolean {
  return topic.archetype === 'regular' && topic.visible && canSeeTopic(core, null, topic);
}

function topicFacts(core: ForumCore, topic: ForumTopic) {
  const bot = findMember(core, botUsername)?.id;
  const posts = core.state.postsOf(topic.id).filter(counts);
  const answers = posts.filter(({ userId }) => userId > 0 && userId !== bot && userId !== topic.userId);
  return {
    id: topic.id,
    title: topic.title,
    category_id: topic.categoryId,
    tags: topic.tags.toSorted(),
    created_at: topic.createdAt,
    author_id: topic.userId,
    posts_count: posts.length,
    participant_count: new Set(posts.map(({ userId }) => userId)).size,
    human_answers: answers.length,
    last_human_answer_at: answers.at(-1)?.createdAt ?? null,
    closed: topic.closed,
    archived: topic.archived,
    visible: topic.visible,
    solved: false,
    slow_mode_seconds: 0,
    waypost_replies: posts.filter(({ userId }) => userId === bot).length,
  };
}

function counts(post: ForumPost): boolean {
  return post.type === 1 && post.deletedAt === null && !post.userDeleted;
}
