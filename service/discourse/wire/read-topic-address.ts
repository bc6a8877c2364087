import { topicId } from '../../model/ids.ts';
import type { TopicId } from '../../model/ids.ts';

const address = /\/t\/(?:[^/?#]+\/)?(\d{1,15})(?:\.json)?(?:[?#]|$)/;

/** The topic that `/t/external_id/…` leads to. @throws Error for any other redirection: the forum has moved. */
export function readTopicAddress(location: string | null): TopicId {
  const [, id] = address.exec(location ?? '') ?? [];
  if (id === undefined) throw new Error('a redirection to no topic');
  return topicId(Number(id));
}
