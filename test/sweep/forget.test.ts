import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { forgetRows } from '../../service/sweep/forget-rows.ts';
import { forgetTexts } from '../../service/sweep/forget-texts.ts';
import { aFreshPayload, readKept, sendSigned } from '../support/signed-webhooks.ts';
import { openSpine, type Spine } from '../support/spine.ts';

const hourMs = 3_600_000;
const never = new AbortController().signal;

async function pass(spine: Spine, days: number): Promise<void> {
  const past = sql`${days} * interval '1 day'`;
  await sql`update inbox set received_at = received_at - ${past}, finished_at = finished_at - ${past}`.execute(
    spine.db,
  );
  await sql`update event set finished_at = finished_at - ${past}`.execute(spine.db);
  await sql`update webhook_digest set last_at = last_at - ${past}`.execute(spine.db);
}

test('a text that could not be read is kept for thirty days, and no longer', async () => {
  await using spine = await openSpine();
  await sendSigned(spine, 'post_created', '{"post":{}}');
  await sendSigned(spine, 'post_created', { post: aFreshPayload() });
  await readKept(spine);
  await sql`update event set state = 'dead', finished_at = now()`.execute(spine.db);
  const kept = async () => [
    (await spine.inbox())[0]?.body !== null,
    (await spine.events())[0]?.content !== null,
  ];

  await pass(spine, 29);
  await forgetTexts(spine.stores, 72 * hourMs, never);
  expect(await kept()).toEqual([true, true]);

  await pass(spine, 2);
  await forgetTexts(spine.stores, 72 * hourMs, never);
  expect(await kept()).toEqual([false, false]);
});

test('rows that nothing asks for again go: unwanted webhooks after a month, digests after a year', async () => {
  await using spine = await openSpine();
  await sendSigned(spine, 'ping', { ping: 'OK' });
  await sendSigned(spine, 'post_created', { post: aFreshPayload() });
  await readKept(spine);
  const counts = async () => {
    const digests = await spine.db.selectFrom('webhookDigest').selectAll().execute();
    return [(await spine.inbox()).length, digests.length];
  };

  await pass(spine, 31);
  await forgetRows(spine.stores, never);
  expect(await counts()).toEqual([2, 2]);

  await pass(spine, 2);
  await forgetRows(spine.stores, never);
  expect(await counts()).toEqual([1, 2]);

  await pass(spine, 400);
  await forgetRows(spine.stores, never);
  expect(await counts()).toEqual([1, 0]);
});
