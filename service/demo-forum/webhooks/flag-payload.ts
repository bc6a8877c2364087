import { authorOf } from '../forum-core.ts';
import type { ForumCore, ForumEvent } from '../forum-core.ts';
import type { ForumPost } from '../state/records.ts';

/** A flag on a post as recorded, the text of the post included. Status 0 waits, 1 is agreed with, 2 is not. */
export function flagEvent(
  core: ForumCore,
  name: string,
  flag: { id: number; post: ForumPost; flaggedBy: number; status: 0 | 1 | 2 },
): ForumEvent {
  const { id, post, status } = flag;
  const topic = core.state.topics.get(post.topicId);
  const topicUrl = `${core.baseUrl()}/t/${topic?.slug ?? 'topic'}/${post.topicId}`;
  const isOpen = status === 0;
  return {
    name,
    type: 'reviewable',
    payload: {
      id,
      type: 'ReviewableFlaggedPost',
      topic_id: post.topicId,
      topic_url: topicUrl,
      target_url: `${topicUrl}/${post.number}`,
      topic_tags: topic?.tags ?? [],
      category_id: topic?.categoryId ?? null,
      created_at: core.now().toISOString(),
      can_edit: false,
      score: isOpen ? 0 : 7,
      version: isOpen ? 0 : 1,
      target_created_by_trust_level: authorOf(core, post).trustLevel,
      created_from_flag: true,
      status,
      cooked: post.cooked,
      raw: post.raw,
      reply_count: 0,
      post_updated_at: post.updatedAt,
      post_version: post.version,
      post_id: post.id,
      created_by_id: flag.flaggedBy,
      target_created_by_id: post.userId,
      editable_fields: [],
      reviewable_score_ids: [],
      bundled_action_ids: isOpen ? [`${id}-agree`, 'post-disagree', `${id}-ignore`] : [],
    },
  };
}
