import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { DiscourseError } from '../../service/discourse/discourse-error.ts';
import { memberId } from '../../service/model/ids.ts';
import { readWebhook } from '../../service/ingest/read-webhook.ts';
import { workOnLeasedEvent } from '../../service/evaluate/work-on-event.ts';
import { aMemberWithAPast, tablesWith } from '../support/erasable-member.ts';
import { sendSigned } from '../support/signed-webhooks.ts';
import { type Spine, askAboutExport, openSpine } from '../support/spine.ts';

/** As Discourse tells it: of a destroyed account all it had, of an anonymised one its new name. */
const farewells = [
  ['user_destroyed', { username: 'tariq', name: 'Tariq', email: 'tariq@mail.example' }],
  ['user_updated', { username: 'anon42', name: null, email: 'anon42@anonymized.invalid' }],
] as const;

describe('an account that the forum says good-bye to', () => {
  test.each(farewells)('by %s leaves no name and no word, without a plugin', async (event, told) => {
    await using spine = await openSpine();
    const id = await aMemberWithAPast(spine);
    expect(await tablesWith(spine, ['tariq', 'Zanzibar'])).not.toEqual([]);
    await sendSigned(spine, event, { user: { id, trust_level: 1, ...told } });

    await readAll(spine);

    expect(await tablesWith(spine, ['tariq', 'Tariq', 'Zanzibar'])).toEqual([]);
    const held = await spine.stores.members.exportAll(spine.forum, id);
    const filled = Object.values(held ?? {}).flatMap((tables) =>
      Object.entries(tables).flatMap(([table, rows]) => (rows.length > 0 ? [table] : [])),
    );
    expect(new Set(filled)).toEqual(new Set(['event', 'inbox', 'kept_wish']));
  });
});

test.each([
  ['all of its posts', true, 'declined'],
  ['none of its posts', false, 'open'],
] as const)(
  'an account that takes over %s of one that ends: what that declined',
  async (_, takesOver, state) => {
    await using spine = await openSpine();
    const id = await aMemberWithAPast(spine);
    const heir = memberId(spine.demo.member('jonna').id);
    await spine.actions.optOut({ forum: spine.forum, member: id, username: 'tariq' });
    askAboutExport(spine, { as: 'jonna' });
    await spine.work();
    if (takesOver) await sql`update post set author_id = ${heir} where author_id = ${id}`.execute(spine.db);

    await sendSigned(spine, 'user_destroyed', { user: { id, username: 'tariq', trust_level: 1 } });
    await readAll(spine);

    const found = await spine.stores.members.find(spine.db, spine.forum, heir);
    expect(found?.consent.state).toBe(state);
    expect(await spine.stores.members.find(spine.db, spine.forum, id)).toBeNull();
  },
);

/** Reads and decides while the forum no longer knows the account. */
async function readAll(spine: Spine): Promise<void> {
  const answer = { status: 404, errorType: 'not_found', retryAfterMs: null };
  const client = {
    ...spine.client,
    member: () =>
      Promise.reject(
        new DiscourseError({
          code: 'not_found',
          retry: 'never',
          route: 'GET /u/{username}.json',
          pausesForum: false,
          ...answer,
        }),
      ),
  };
  const clients = new Map([[spine.forum, client]]);
  for (const row of await spine.stores.inbox.due({ limit: 100, idleMs: 0 })) {
    const fresh = await readWebhook({ ...spine.reading, clients }, row);
    if (fresh) await workOnLeasedEvent({ ...spine.evaluation, clients }, fresh);
  }
  await spine.work();
}
