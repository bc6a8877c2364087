import { authorOf } from '../forum-core.ts';
import type { ForumCore, ForumEvent } from '../forum-core.ts';
import type { ForumReviewable } from '../state/records.ts';

const statusNumber = { pending: 0, approved: 1, rejected: 2 } as const;

/** A post that waits for a moderator; its text is in the payload. */
export function reviewableEvent(core: ForumCore, name: string, reviewable: ForumReviewable): ForumEvent {
  const { draft, state } = reviewable;
  const topic = draft.topicId === null ? undefined : core.state.topics.get(draft.topicId);
  const topicUrl = topic && `${core.baseUrl()}/t/${topic.slug}/${topic.id}`;
  const isFresh = name === 'reviewable_created';
  const place =
    topicUrl && topic
      ? { topic_id: topic.id, topic_url: topicUrl, target_url: topicUrl, topic_tags: topic.tags }
      : {};
  return {
    name,
    type: 'reviewable',
    payload: {
      id: reviewable.id,
      type: 'ReviewableQueuedPost',
      ...place,
      category_id: topic?.categoryId ?? draft.categoryId,
      created_at: reviewable.createdAt,
      can_edit: state === 'pending',
      score: isFresh ? 0 : 6,
      version: state === 'pending' ? 0 : 1,
      target_created_by_trust_level: authorOf(core, reviewable).trustLevel,
      created_from_flag: false,
      status: statusNumber[state],
      ...(topic ? {} : { removed_topic_id: null }),
      ...(reviewable.postId === null ? {} : { post_id: reviewable.postId }),
      payload: {
        raw: draft.raw,
        ...(topic ? {} : { title: draft.title }),
        tags: draft.tags.length > 0 ? draft.tags : null,
      },
      created_by_id: -1,
      target_created_by_id: reviewable.userId,
      ...(topic ? {} : { topic_id: null }),
      editable_fields: state === 'pending' ? editableFields(topic !== undefined) : [],
      reviewable_score_ids: isFresh ? [] : [reviewable.id],
      bundled_action_ids:
        state === 'pending' ? ['approve_post', `${reviewable.id}-reject`, 'revise_and_reject_post'] : [],
    },
  };
}

function editableFields(isReply: boolean): { id: string; type: string }[] {
  const raw = { id: 'payload.raw', type: 'editor' };
  if (isReply) return [raw];
  return [
    { id: 'category_id', type: 'category' },
    { id: 'payload.title', type: 'text' },
    { id: 'payload.tags', type: 'tags' },
    raw,
  ];
}
