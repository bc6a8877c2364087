import { isStaff } from '../forum-core.ts';
import type { ForumCore } from '../forum-core.ts';
import { ForumRefusal } from '../refusal.ts';
import type { ForumMember, ForumTopic } from '../state/records.ts';
import { postEvent } from '../webhooks/post-payload.ts';
import { topicEvent } from '../webhooks/topic-payload.ts';
import { refuseWhileReadOnly } from './change-post.ts';
import { emptyDraft } from './empty-draft.ts';
import { canSeeTopic } from './permissions.ts';
import { publishPost } from './publish-post.ts';
import { slugOf } from './slug.ts';

export type TopicStatus = 'closed' | 'archived' | 'visible';

/** Closes, archives or unlists a topic, or undoes it: a small action in the topic, then the event of the status. */
export function setTopicStatus(
  core: ForumCore,
  by: ForumMember,
  topicId: number,
  status: TopicStatus,
  enabled: boolean,
): void {
  const topic = findTopicForStaff(core, by, topicId);
  core.state.together(() => {
    core.state.topics.put({ ...topic, [status]: enabled });
    publishPost(
      core,
      by,
      { ...emptyDraft, topicId },
      { silent: false, type: 3, actionCode: `${status}.${enabled ? 'enabled' : 'disabled'}` },
    );
    core.emit(topicEvent(core, `topic_${status}_status_updated`, topicNow(core, topicId)));
  });
}

/** Only the first post and the topic are told; of the replies Discourse says nothing. */
export function deleteTopic(core: ForumCore, by: ForumMember, topicId: number): void {
  const topic = findTopicForStaff(core, by, topicId);
  core.state.together(() => {
    const first = core.state.postsOf(topicId)[0];
    if (first) core.emit(postEvent(core, 'post_destroyed', first));
    core.emit(topicEvent(core, 'topic_destroyed', topic));
    const deletedAt = core.now().toISOString();
    if (first) core.state.posts.put({ ...first, deletedAt });
    core.state.topics.put({ ...topic, deletedAt, deletedById: by.id });
  });
}

/** `topic_recovered` comes twice for one recovery, as recorded. */
export function recoverTopic(core: ForumCore, by: ForumMember, topicId: number): void {
  const topic = findTopicForStaff(core, by, topicId);
  core.state.together(() => {
    const first = core.state.postsOf(topicId)[0];
    const recovered = core.state.topics.put({ ...topic, deletedAt: null, deletedById: null });
    core.emit(topicEvent(core, 'topic_recovered', recovered));
    if (first)
      core.emit(postEvent(core, 'post_recovered', core.state.posts.put({ ...first, deletedAt: null })));
    core.emit(topicEvent(core, 'topic_recovered', recovered));
  });
}

export interface TopicEdit {
  title?: string;
  categoryId?: number;
  tags?: readonly string[];
}

/** A changed title, category or tag sends `topic_edited` and nothing for the post. */
export function editTopic(core: ForumCore, by: ForumMember, topicId: number, edit: TopicEdit): ForumTopic {
  refuseWhileReadOnly(core);
  const topic = core.state.topics.get(topicId);
  if (!topic || !canSeeTopic(core, by, topic)) throw new ForumRefusal({ kind: 'not_found', withPage: true });
  if (!isStaff(by) && topic.userId !== by.id) throw new ForumRefusal({ kind: 'forbidden' });
  const title = edit.title ?? topic.title;
  const edited = core.state.topics.put({ ...topic, ...edit, title, slug: slugOf(title) });
  core.emit(topicEvent(core, 'topic_edited', edited));
  return edited;
}

/**
 * Moves replies to a new topic. They keep their ids and nothing is told of them, nor of the new topic;
 * one small action in the old topic is all that can be heard.
 */
export function movePosts(
  core: ForumCore,
  by: ForumMember,
  postIds: readonly number[],
  title: string,
): ForumTopic {
  const moved = postIds.map((id) => core.state.posts.get(id)).filter((post) => post !== undefined);
  const [first] = moved;
  if (!first) throw new ForumRefusal({ kind: 'not_found' });
  const from = findTopicForStaff(core, by, first.topicId);
  return core.state.together(() => {
    const id = core.state.next('topic');
    const slug = slugOf(title);
    const target = {
      ...from,
      id,
      title,
      slug,
      userId: first.userId,
      highestPostNumber: moved.length,
      externalId: null,
    };
    core.state.topics.put({ ...target, createdAt: first.createdAt, closed: false });
    for (const [index, post] of moved.entries())
      core.state.posts.put({ ...post, topicId: id, number: index + 1 });
    const raw = `${moved.length} posts were split to a new topic: [${title}](/t/${slug}/${id})`;
    publishPost(
      core,
      by,
      { ...emptyDraft, raw, topicId: from.id },
      { silent: false, type: 3, actionCode: 'split_topic' },
    );
    return topicNow(core, id);
  });
}

function findTopicForStaff(core: ForumCore, by: ForumMember, topicId: number): ForumTopic {
  refuseWhileReadOnly(core);
  const topic = core.state.topics.get(topicId);
  if (!topic || !canSeeTopic(core, by, topic)) throw new ForumRefusal({ kind: 'not_found', withPage: true });
  if (!isStaff(by)) throw new ForumRefusal({ kind: 'forbidden' });
  return topic;
}

function topicNow(core: ForumCore, topicId: number): ForumTopic {
  const topic = core.state.topics.get(topicId);
  if (!topic) throw new ForumRefusal({ kind: 'not_found' });
  return topic;
}
