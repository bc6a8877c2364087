import type { TopicId } from '../model/ids.ts';
import type { DeliverDeps, DeliverWork } from './delivery.ts';
import { sendByApi } from './send-by-api.ts';

/** Posts the frozen text under the post. */
export async function sendReply(
  deps: DeliverDeps,
  work: DeliverWork,
  { body, topicId, replyTo }: { body: string; topicId: TopicId; replyTo: number },
): Promise<void> {
  await sendByApi(deps, work, {
    body,
    send: (client, options) =>
      client.createReply({ topicId, replyToPostNumber: replyTo, raw: body }, options),
  });
}
