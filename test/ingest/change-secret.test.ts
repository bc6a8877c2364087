import { createHmac } from 'node:crypto';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { buildApp } from '../../service/app.ts';
import { createWebhookKeeper } from '../../service/ingest/keep-webhook.ts';
import { prepareSecret } from '../../service/ingest/verify-signature.ts';
import { forum, openTestStores } from '../support/storage-makers.ts';

const old = 'the old secret of the webhook, long enough';
const fresh = 'the new secret of the webhook, long enough';

test('the secret of the webhook is changed while webhooks come, and none is refused', async () => {
  await using stores = await openTestStores();
  let bodies = 0;
  const send = async (secrets: readonly string[], signedWith: string) => {
    const app = await buildApp({
      log: pino({ level: 'silent' }),
      trustProxy: false,
      hooks: {
        forums: new Map([['default', { id: forum, secrets: secrets.map(prepareSecret) }]]),
        keeper: createWebhookKeeper(stores.inbox),
        wake: () => {},
        crash: () => {},
      },
      faces: async () => {},
    });
    bodies += 1;
    const payload = `{"ping":"${bodies}"}`;
    const signature = createHmac('sha256', signedWith).update(payload).digest('hex');
    const { statusCode } = await app.inject({
      method: 'POST',
      url: '/hooks/discourse/default',
      headers: { 'x-discourse-event': 'ping', 'x-discourse-event-signature': `sha256=${signature}` },
      payload,
    });
    await app.close();
    return statusCode;
  };

  const told = [
    await send([old], old),
    // Restarted with both; the forum still has the old one, then the new one.
    await send([fresh, old], old),
    await send([fresh, old], fresh),
    await send([fresh], fresh),
  ];

  expect(told).toEqual([200, 200, 200, 200]);
  expect(await stores.db.selectFrom('inbox').select('id').execute()).toHaveLength(4);
  expect(await send([fresh], old)).toBe(401);
});
