import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import pg from 'pg';
import { eventually } from '../support/run-part.ts';
import { type SentWebhook, readSentWebhook, recordingSecret, webhookNames } from '../support/sent-webhook.ts';
import { type RunningWaypost, makePlace } from './start-waypost.ts';

describe('webhooks as a real forum signed and sent them', () => {
  let place: Awaited<ReturnType<typeof makePlace>>;
  let waypost: RunningWaypost;

  beforeAll(async () => {
    place = await makePlace();
    waypost = await place.start({
      WEBHOOK_SECRET: 'a secret of this installation, long enough',
      WEBHOOK_SECRET_PREVIOUS: recordingSecret,
    });
  });
  afterAll(async () => {
    await waypost?.[Symbol.asyncDispose]();
    await place?.[Symbol.asyncDispose]();
  });

  const post = async (
    webhook: SentWebhook,
    changed: { body?: Buffer; headers?: Record<string, string> } = {},
  ) => {
    const {
      host: _host,
      'content-length': _length,
      connection: _connection,
      'accept-encoding': _encoding,
      ...headers
    } = webhook.headers;
    const response = await fetch(`${waypost.address}/hooks/discourse/default`, {
      method: 'POST',
      headers: { ...headers, ...changed.headers },
      body: new Uint8Array(changed.body ?? webhook.body),
    });
    return response.status;
  };

  it(
    'answers each with 200 and accounts for each: an event, or a reason why nobody wanted it',
    { timeout: 60_000 },
    async () => {
      const webhooks = webhookNames()
        .map(readSentWebhook)
        .filter(({ headers }) => 'x-discourse-event-signature' in headers);
      const statuses = await Promise.all(webhooks.map((webhook) => post(webhook)));
      expect(new Set(statuses)).toEqual(new Set([200]));

      const different = new Set(
        webhooks.map(
          ({ eventName, body }) => `${eventName} ${createHash('sha256').update(body).digest('hex')}`,
        ),
      ).size;
      const socketDir = (await readFile(join(place.dataDir, 'postgres', 'postmaster.pid'), 'utf8')).split(
        '\n',
      )[4];
      const database = new pg.Client({ host: socketDir, user: 'waypost', database: 'waypost' });
      await database.connect();
      const rows = await eventually(
        'every webhook to be read',
        async () =>
          (await database.query(`select state, reason, body is null as blank, event_id from inbox`))
            .rows as InboxRow[],
        (seen) => seen.length >= different && seen.every((row) => row.state !== 'received'),
        30_000,
      );
      await database.end();
      expect(rows).toHaveLength(different);
      expect(rows.filter((row) => row.state === 'quarantined')).toEqual([]);
      expect(rows.filter((row) => row.state === 'unwanted' && (row.reason === null || !row.blank))).toEqual(
        [],
      );
      expect(
        rows.filter((row) => row.state === 'done' && row.event_id === null && row.reason === null),
      ).toEqual([]);
    },
  );

  it('answers 401 to a body that was changed, a signature that is missing, and a secret that is not ours', async () => {
    const webhook = readSentWebhook('013-post_created');
    const forged = Buffer.concat([webhook.body, Buffer.from(' ')]);

    expect(await post(webhook, { body: forged })).toBe(401);
    expect(await post(webhook, { headers: { 'x-discourse-event-signature': '' } })).toBe(401);
    expect(
      await post(webhook, { headers: { 'x-discourse-event-signature': `sha256=${'0'.repeat(64)}` } }),
    ).toBe(401);
    expect(await post(readSentWebhook('002-post_created'))).toBe(401); // sent by a webhook without a secret
    expect(await post(webhook)).toBe(200);
  });
});

interface InboxRow {
  state: string;
  reason: string | null;
  blank: boolean;
  event_id: string | null;
}
