import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { recordWritten } from '../../service/deliver/record-written.ts';
import { memberId, offerId, postId } from '../../service/model/ids.ts';
import { askAboutExport, openSpine, type Spine, topicId } from '../support/spine.ts';

async function someoneWaitsForALock({ db }: Spine): Promise<void> {
  for (let looks = 0; looks < 500; looks += 1) {
    const { rows } = await sql`select 1 from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`.execute(db);
    if (rows.length > 0) return;
    await sleep(10);
  }
  throw new Error('nobody waits');
}

test('a webhook that tells of a reply while its answer is written down holds nobody up', async () => {
  await using spine = await openSpine();
  const question = askAboutExport(spine);
  await spine.work();
  const offer = await spine.stores.offers.find(offerId((await spine.offer()).id));
  if (!offer) throw new Error('nothing was offered');
  const reply = { id: postId(9_001), number: 2, topicId: topicId(question.topicId) };

  const written = await spine.db.transaction().execute(async (trx) => {
    // The steps of the webhook, with the other one begun between them.
    await spine.stores.posts.see(trx, {
      forum: spine.forum,
      id: reply.id,
      topicId: reply.topicId,
      number: reply.number,
      authorId: memberId(2),
      authorName: spine.demo.botUsername,
      isBot: true,
      categoryId: null,
      createdAt: new Date(),
      updatedAt: new Date(),
      marker: offer.marker,
      seenThrough: 'webhook',
    });
    const writing = recordWritten(spine.delivery, { offer }, reply);
    await someoneWaitsForALock(spine);
    await spine.stores.offers.recordSent(trx, offer.id, reply.id);
    return { writing };
  });
  await written.writing;

  expect(await spine.offer()).toMatchObject({ state: 'sent', replyPostId: reply.id });
});
