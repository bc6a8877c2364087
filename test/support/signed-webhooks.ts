import { createHmac } from 'node:crypto';
import { readWebhook } from '../../service/ingest/read-webhook.ts';
import { aPostPayload } from './discourse-makers.ts';
import { hookSecret, type Spine } from './spine.ts';

/** Sends a body to the running route, signed with the secret of the tests. */
export async function sendSigned(spine: Spine, eventName: string, body: unknown): Promise<number> {
  const payload = typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body);
  const { statusCode } = await spine.app.inject({
    method: 'POST',
    url: '/hooks/discourse/default',
    headers: {
      'content-type': 'application/json',
      'x-discourse-event': eventName,
      'x-discourse-event-signature': `sha256=${createHmac('sha256', hookSecret).update(payload).digest('hex')}`,
    },
    payload,
  });
  return statusCode;
}

let posts = 5_000;

/** The payload of a post in the demo forum's support category by its member 6, written just now. */
export function aFreshPayload(changes: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  posts += 1;
  const now = new Date().toISOString();
  return aPostPayload({
    id: posts,
    topic_id: posts,
    post_number: 1,
    user_id: 6,
    username: 'tariq',
    raw: 'How can I export model files?',
    created_at: now,
    updated_at: now,
    ...changes,
  });
}

/** Reads what has been kept and does not decide over it. */
export async function readKept(spine: Spine) {
  const fresh = [];
  for (const id of await spine.stores.inbox.due({ limit: 500, idleMs: 0 })) {
    const event = await readWebhook(spine.reading, id);
    if (event) fresh.push(event);
  }
  return fresh;
}
