import type { Offer } from '../model/offer.ts';
import type { DiscourseClient } from './client.ts';
import { findMarker } from './find-marker.ts';
import type { MarkerSought } from './find-marker.ts';
import { findMessage } from './find-message.ts';

/** Looks for what an attempt by the API may have written: a reply in its topic, a message by its name. @throws DiscourseError */
export async function findWritten(
  client: Pick<DiscourseClient, 'topic' | 'topicOfExternalId'>,
  { id, channel, topicId, marker }: Pick<Offer, 'id' | 'channel' | 'topicId' | 'marker'>,
  botUsername: string,
): Promise<MarkerSought> {
  if (channel === 'message') return await findMessage(client, { marker, botUsername });
  if (topicId === null) throw new Error(`offer ${id} has no place to look in`);
  return await findMarker(client, { topicId, marker, botUsername });
}
