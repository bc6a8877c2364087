import { z } from 'zod';
import type { TopicId } from '../../model/ids.ts';
import { maybeDate, topicIdField } from './fields.ts';

const listed = z.object({
  topic_list: z.object({
    topics: z.array(
      z.object({ id: topicIdField, highest_post_number: z.int().positive(), last_posted_at: maybeDate }),
    ),
  }),
});

/** `GET /latest.json`: pinned topics stand at its top, whenever they were last written in. */
export function readLatestTopics(json: unknown): readonly ListedTopic[] {
  return listed.parse(json).topic_list.topics.map((topic) => ({
    id: topic.id,
    highestPostNumber: topic.highest_post_number,
    lastPostedAt: topic.last_posted_at,
  }));
}

export interface ListedTopic {
  id: TopicId;
  highestPostNumber: number;
  lastPostedAt: Date | null;
}
