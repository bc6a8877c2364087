import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { memberId } from '../../service/model/ids.ts';
import { keptPartNames, keptParts } from '../../service/privacy/retention.ts';
import { keptWords } from '../../service/privacy/say-kept.ts';
import { createMemberActions } from '../../service/steer/member-actions.ts';
import { aMemberWithAPast, tablesWith } from '../support/erasable-member.ts';
import { type Spine, openSpine } from '../support/spine.ts';

const told = new Set<string>(keptPartNames.flatMap((part) => keptParts[part].tables));

/** Columns that name a member, or lead to something that is about one. */
const telling = [
  ...['member_id', 'author_id', 'user_id', 'username', 'author_name', 'who', 'pinned_by'],
  ...['offer_id', 'event_id', 'inbox_id', 'body', 'content'],
];
/** Tables with such a column, and why they are about nobody. */
const aboutNobody = { webhook_digest: 'check numbers of what came, from which nothing can be read' };

test('every table that could name a member is on the list of what is held', async () => {
  await using spine = await openSpine();
  const { rows } = await sql<{ tableName: string }>`
    select distinct table_name from information_schema.columns
    where table_schema = current_schema() and column_name = any(${telling}::text[])`.execute(spine.db);

  const missing = rows.map(({ tableName }) => tableName).filter((name) => !told.has(name));

  expect(missing).toEqual(Object.keys(aboutNobody));
});

test('the export has every table of the list, and every word that is found of a member', async () => {
  await using spine = await openSpine();
  const id = await aMemberWithAPast(spine);

  const held = await spine.stores.members.exportAll(spine.forum, id);

  const exported = Object.values(held ?? {}).flatMap((tables) => Object.keys(tables));
  expect([...new Set(exported)].toSorted()).toEqual([...told].toSorted());
  const filled = Object.values(held ?? {}).flatMap((tables) =>
    Object.entries(tables).flatMap(([table, rows]) => (rows.length > 0 ? [table] : [])),
  );
  for (const table of await tablesWith(spine, ['tariq', 'Zanzibar'])) expect(filled).toContain(table);
  expect(filled).toEqual(
    expect.arrayContaining([
      'outcome',
      'offer_feedback',
      'decision',
      'topic',
      'reservation',
      'sequence_place',
    ]),
  );
  expect(JSON.stringify(held)).toContain('my dear Zanzibar?');
});

test('the export of one member holds nothing of another', async () => {
  await using spine = await openSpine();
  await aMemberWithAPast(spine);
  const other = spine.demo.member('jonna').id;

  expect(await spine.stores.members.exportAll(spine.forum, memberId(other))).toBeNull();
});

test('after erasing, one keyed digest is all that is held; that somebody was erased is told, and not who', async () => {
  await using spine = await openSpine();
  const id = await aMemberWithAPast(spine);
  const by = { forum: spine.forum, member: id, who: 'ana (command line)', why: 'asked by mail' };

  await createMemberActions(spine.stores).eraseFor(by);

  const held = await spine.stores.members.exportAll(spine.forum, id);
  expect(filledTables(held)).toEqual(['kept_wish']);
  expect(await tablesWith(spine, ['tariq', 'Zanzibar'])).toEqual([]);
  expect(await newestChange(spine)).toMatchObject({
    what: 'erase member',
    subject: 'a member',
    who: 'ana (command line)',
    why: 'asked by mail',
  });
});

test('what is declined on behalf of an erased member holds, and leaves no row of theirs', async () => {
  await using spine = await openSpine();
  const id = await aMemberWithAPast(spine);
  const actions = createMemberActions(spine.stores);
  const by = { forum: spine.forum, member: id, who: 'ana', why: 'asked by mail' };
  await actions.eraseFor(by);

  await actions.declineFor(by);

  const held = await spine.stores.members.exportAll(spine.forum, id);
  expect(filledTables(held)).toEqual(['kept_wish']);
  expect(held?.wish['kept_wish']).toMatchObject([{ consent: 'all' }]);
});

test('each part is told in every language', () => {
  for (const words of Object.values(keptWords)) {
    expect(Object.keys(words).toSorted()).toEqual([...keptPartNames].toSorted());
  }
});

function filledTables(held: Awaited<ReturnType<Spine['stores']['members']['exportAll']>>): string[] {
  return Object.values(held ?? {}).flatMap((tables) =>
    Object.entries(tables).flatMap(([table, rows]) => (rows.length > 0 ? [table] : [])),
  );
}

async function newestChange(spine: Spine) {
  return await spine.db.selectFrom('change').selectAll().orderBy('id', 'desc').executeTakeFirstOrThrow();
}
