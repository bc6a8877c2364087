import type { DiscourseClient } from '../discourse/client.ts';
import { topicId } from '../model/ids.ts';
import type { KnownForum } from './know-forum.ts';

/** Who reads a topic, as far as the bot can tell: everybody, or some only. */
export type TopicReaders = 'everybody' | 'some' | 'unknown';

/** Asked anew each time: a category may have been opened, or the topic moved. @throws DiscourseError */
export async function whoReadsTopic(
  { client, known }: { client: Pick<DiscourseClient, 'topic'>; known: Pick<KnownForum, 'category'> },
  topic: number,
): Promise<TopicReaders> {
  const { isMessage, categoryId } = await client.topic(topicId(topic));
  if (isMessage) return 'some';
  if (categoryId === null) return 'unknown';
  const { open } = await known.category(categoryId);
  if (!open.known) return 'unknown';
  return open.value ? 'everybody' : 'some';
}
