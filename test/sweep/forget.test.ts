import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { forgetRows } from '../../service/sweep/forget-rows.ts';
import { forgetTexts } from '../../service/sweep/forget-texts.ts';
import { explaining } from '../support/explain-deps.ts';
import { aFreshPayload, readKept, sendSigned } from '../support/signed-webhooks.ts';
import { askAboutExport, openSpine, postId, type Spine } from '../support/spine.ts';

const kept = { textHours: 72, decisionDays: 90 };
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
  const isKept = async () => [
    (await spine.inbox())[0]?.body !== null,
    (await spine.events())[0]?.content !== null,
  ];

  await pass(spine, 29);
  await forgetTexts(spine.stores, kept, never);
  expect(await isKept()).toEqual([true, true]);

  await pass(spine, 2);
  await forgetTexts(spine.stores, kept, never);
  expect(await isKept()).toEqual([false, false]);
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
  await forgetRows(spine.stores, kept, never);
  expect(await counts()).toEqual([2, 2]);

  await pass(spine, 2);
  await forgetRows(spine.stores, kept, never);
  expect(await counts()).toEqual([1, 2]);

  await pass(spine, 400);
  await forgetRows(spine.stores, kept, never);
  expect(await counts()).toEqual([1, 0]);
});

test('of a decision and an offer stays that they were made, after the time that the operator has set', async () => {
  await using spine = await openSpine();
  askAboutExport(spine, { raw: 'How can I export model files, my dear Zanzibar?' });
  await spine.work();
  await spine.makeDue();
  await spine.deliver();
  await spine.work();
  const age = async (days: number) => {
    await sql`update decision set decided_at = now() - ${days} * interval '1 day'`.execute(spine.db);
    await sql`update offer set created_at = now() - ${days} * interval '1 day'`.execute(spine.db);
    await forgetRows(spine.stores, kept, never);
    return [(await spine.decisions())[0]?.facts, (await spine.offer()).body];
  };

  expect(await age(89)).not.toContain(null);
  expect(await age(91)).toEqual([{}, null]);

  expect(await spine.decisions()).toMatchObject([{ verdict: 'offer', evidence: [], facts: {} }]);
  expect(await spine.offer()).toMatchObject({ state: 'sent', evidence: [], slots: {}, body: null });
  const { postId: id } = await spine.offer();
  await sql`update event set content = null`.execute(spine.db);
  const explained = await explaining(spine)({ by: 'id', id: postId(Number(id)) });
  expect(explained).toMatchObject({ kind: 'post' });
  expect(JSON.stringify(explained)).not.toContain('Zanzibar');
});

test('what may still be sent keeps its words, however old it is', async () => {
  await using spine = await openSpine();
  askAboutExport(spine);
  await spine.work();
  await sql`update offer set created_at = now() - interval '900 days', body = 'frozen'`.execute(spine.db);

  await forgetRows(spine.stores, kept, never);

  expect(await spine.offer()).toMatchObject({ state: 'waiting', body: 'frozen' });
});

test('sessions, used answers of the forum and troubles that are over go when their time is over', async () => {
  await using spine = await openSpine();
  await sql`insert into dashboard_session (digest, opened_by, opened_with, who, ends_at)
    values ('1', 'password', 'x', 'ana', now() - interval '1 minute'), ('2', 'password', 'x', 'ana', now() + interval '1 day')`.execute(
    spine.db,
  );
  await sql`insert into used_sign_in (digest, used_at) values ('1', now() - interval '25 hours'), ('2', now())`.execute(
    spine.db,
  );
  await sql`insert into alert (forum_id, key, code, ended_at) values
    ('default', 'a', 'silent', now() - interval '91 days'), ('default', 'b', 'silent', now() - interval '89 days')`.execute(
    spine.db,
  );

  await forgetRows(spine.stores, kept, never);

  for (const table of ['dashboard_session', 'used_sign_in', 'alert']) {
    const { rows } = await sql`select 1 from ${sql.table(table)}`.execute(spine.db);
    expect(rows, table).toHaveLength(1);
  }
});
