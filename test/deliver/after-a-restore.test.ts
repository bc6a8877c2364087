import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { askAboutExport, openSpine, type Spine } from '../support/spine.ts';

/** A question is asked and answered: what a backup made before does not know. */
async function answered(spine: Spine) {
  const question = askAboutExport(spine);
  await spine.work();
  await spine.makeDue();
  await spine.deliver();
  expect(spine.replies()).toHaveLength(1);
  return question;
}

/** The backup is from when the offer waited: its reply, and all that came later, is not in it. */
async function forgetSending(spine: Spine): Promise<void> {
  await sql`update offer set state = 'waiting', attempts = 0, body = null, reply_post_id = null, first_sent_at = null,
    sent_at = null, finished_at = null, sent_through = null, lease = null`.execute(spine.db);
  await sql`delete from post where marker is not null`.execute(spine.db);
  await sql`delete from inbox where event_name = 'post_created' and body like '%waypost:%'`.execute(spine.db);
}

/** The backup is from before the question was asked. */
async function forgetAll(spine: Spine): Promise<void> {
  // A webhook on its way would hold one of these tables while it waits for another.
  await spine.demo.settled();
  await sql`delete from offer`.execute(spine.db);
  await sql`truncate inbox, webhook_digest, event, post cascade`.execute(spine.db);
}

async function wasAway(spine: Spine): Promise<void> {
  await sql`update forum set last_reconciled_at = now() - interval '1 hour', reconciled_to = null`.execute(
    spine.db,
  );
}

test('a reply sent after the backup is found before the restored offer is sent again', async () => {
  await using spine = await openSpine();
  await answered(spine);
  await forgetSending(spine);
  await wasAway(spine);

  await spine.makeDue();
  await spine.deliver();

  expect(spine.replies()).toHaveLength(1);
  expect(await spine.offer()).toMatchObject({ state: 'sent', replyPostId: spine.replies()[0]?.id });
});

test('a question that was asked and answered after the backup is found, and not answered twice', async () => {
  await using spine = await openSpine();
  await answered(spine);
  const [before] = await spine.offers();
  await forgetAll(spine);
  await wasAway(spine);

  await spine.missedPostsFinder()();
  await spine.work();
  await spine.makeDue();
  await spine.deliver();

  expect(spine.replies()).toHaveLength(1);
  expect(await spine.offer()).toMatchObject({ state: 'sent', marker: before?.marker });
});

test('a reply that a moderator has removed since the backup is left removed', async () => {
  await using spine = await openSpine();
  await answered(spine);
  const [reply] = spine.replies();
  await sql`update offer set state = 'waiting', attempts = 0, body = null, reply_post_id = null, lease = null`.execute(
    spine.db,
  );
  spine.demo.deletePost({ as: 'mira', postId: reply?.id ?? 0 });

  await spine.makeDue();
  await spine.deliver();

  expect(spine.replies()).toEqual([]);
  expect(await spine.offer()).toMatchObject({
    state: 'dead',
    stateBecause: [{ code: 'removed_by_moderator' }],
  });
});

test('nobody is looked for while the forum is read every minute', async () => {
  await using spine = await openSpine();
  await sql`update forum set last_reconciled_at = now()`.execute(spine.db);
  askAboutExport(spine);
  await spine.work();
  await spine.makeDue();

  await spine.deliver({
    findWritten: async () => {
      throw new Error('asked the forum without need');
    },
  });

  expect(spine.replies()).toHaveLength(1);
});
