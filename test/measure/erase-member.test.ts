import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { takeSignals } from '../../service/measure/take-signals.ts';
import { type MemberId, memberId } from '../../service/model/ids.ts';
import { aRulebook, ruleText } from '../support/engine-makers.ts';
import { aSignal, somePreferences } from '../support/signal-makers.ts';
import { type Spine, askAboutExport, openSpine } from '../support/spine.ts';

const words = 'How can I export model files, my dear Zanzibar?';

describe('a member who is erased', () => {
  test.each(['member_erased', 'member_anonymized', 'member_deleted'])(
    '%s leaves no word and no name in any table',
    async (name) => {
      await using spine = await openSpine();
      const id = await aMemberWithAPast(spine);
      expect(await tablesWith(spine, ['tariq', 'Zanzibar'])).not.toEqual([]);

      await take(spine, [aSignal(name, { memberId: id })]);

      expect(await tablesWith(spine, ['tariq', 'Zanzibar'])).toEqual([]);
      expect(await rowsOf(spine, id)).toEqual([]);
    },
  );

  test('what was sent stays, about nobody', async () => {
    await using spine = await openSpine();
    const id = await aMemberWithAPast(spine);

    await take(spine, [aSignal('member_erased', { memberId: id })]);

    expect(await spine.offers()).toMatchObject([{ state: 'sent', memberId: 0, body: null, evidence: [] }]);
    expect((await spine.reservations()).map(({ scope }) => scope)).toEqual(['forum', 'topic']);
  });

  test('what waits is held, and gives its places back', async () => {
    await using spine = await openSpine();
    askAboutExport(spine);
    await spine.work();
    const { memberId: id } = await spine.offer();

    await take(spine, [aSignal('member_erased', { memberId: memberId(id) })]);

    expect(await spine.offers()).toMatchObject([
      { state: 'held', memberId: 0, stateBecause: [{ code: 'member_gone' }] },
    ]);
    expect(await spine.reservations()).toEqual([]);
  });

  test('leaves no row again when older news of them come late, and the wish in it holds', async () => {
    await using spine = await openSpine();
    const id = await aMemberWithAPast(spine);
    await take(spine, [aSignal('member_deleted', { memberId: id })]);

    const until = '2099-01-01T00:00:00.000Z';
    await take(spine, [
      wish(id, { kinds: { help: false } }),
      aSignal('card_snoozed', { memberId: id, offerId: 'gone', data: { days: 7, until, kind: 'promote' } }),
    ]);

    expect(await rowsOf(spine, id)).toEqual([]);
    askAboutExport(spine, { raw: 'How do I export model three?' });
    await spine.work();
    const found = await spine.stores.members.find(spine.db, spine.forum, id);
    const preferences = found?.member.preferences;
    expect(preferences?.known && preferences.value).toMatchObject({
      declinedKinds: ['help'],
      snoozed: { promote: new Date(until) },
    });
  });

  test('is not taken for new when they are seen again, and is still left alone', async () => {
    await using spine = await openSpine();
    const id = await aMemberWithAPast(spine);
    await spine.actions.optOut({ forum: spine.forum, member: id, username: 'tariq' });
    await take(spine, [aSignal('member_erased', { memberId: id })]);

    askAboutExport(spine, { raw: 'How do I export model three?' });
    await spine.work();

    const decisions = await spine.decisions();
    expect(JSON.stringify(decisions.at(-1)?.because)).toContain('opted_out');
    const found = await spine.stores.members.find(spine.db, spine.forum, id);
    expect(found).toMatchObject({ consent: { state: 'declined' } });
    expect(found?.erasedAt).toBeInstanceOf(Date);
  });

  test('is not welcomed a second time, though nothing is known of what they wrote', async () => {
    const welcome = 'on: post.first\nlimit: { member: 5 per day }';
    await using spine = await openSpine({ rulebook: aRulebook(ruleText(welcome)) });
    askAboutExport(spine, { as: 'nova' });
    await spine.work();
    const { memberId: id } = await spine.offer();
    await take(spine, [aSignal('member_erased', { memberId: memberId(id) })]);

    askAboutExport(spine, { as: 'nova', raw: 'How do I export model two?' });
    await spine.work();

    expect(await spine.offers()).toHaveLength(1);
    expect(JSON.stringify((await spine.decisions()).at(-1)?.because)).toContain('first_post_unknown');
  });

  test('nobody else loses anything', async () => {
    await using spine = await openSpine();
    const id = await aMemberWithAPast(spine);
    const other = spine.demo.member('jonna').id;
    askAboutExport(spine, { as: 'jonna', raw: 'How do I export model zebra?' });
    await spine.work();

    await take(spine, [aSignal('member_deleted', { memberId: id })]);

    expect(await tablesWith(spine, ['jonna', 'zebra'])).toEqual(
      expect.arrayContaining(['event', 'member', 'post']),
    );
    expect((await spine.offers()).filter(({ memberId: of }) => of === other)).toHaveLength(1);
  });
});

describe('two accounts that become one', () => {
  test('the stricter wish holds for the one that stays, and nothing names the other', async () => {
    await using spine = await openSpine();
    const from = await aMemberWithAPast(spine);
    const into = spine.demo.member('jonna').id;
    askAboutExport(spine, { as: 'jonna', raw: 'How do I export model zebra?' });
    await spine.work();
    const until = '2099-01-01T00:00:00.000Z';
    await take(spine, [
      wish(from, { kinds: { promote: false }, snoozed: { care: until } }),
      wish(into, { kinds: { celebrate: false }, paused: true, paused_until: until }),
    ]);

    await take(spine, [
      aSignal('member_merged', { memberId: from, data: { into_member_id: into } }),
      aSignal('member_deleted', { memberId: from }),
    ]);

    const found = await spine.stores.members.find(spine.db, spine.forum, memberId(into));
    const preferences = found?.member.preferences;
    expect(preferences?.known && preferences.value).toMatchObject({
      declinedKinds: ['promote', 'celebrate'],
      snoozed: { care: new Date(until) },
      paused: true,
      pausedUntil: new Date(until),
    });
    expect(await rowsOf(spine, from)).toEqual([]);
    expect(await tablesWith(spine, ['tariq'])).toEqual([]);
    const { rows } = await sql<{ authors: number[] }>`
      select array_agg(distinct author_id) as authors from post where not is_bot`.execute(spine.db);
    expect(rows[0]?.authors).toEqual([into]);
  });
});

/** Asked, got a reply, rated it, asked to be forgotten once before, said something nobody understood. */
async function aMemberWithAPast(spine: Spine) {
  askAboutExport(spine, { raw: words, title: 'Zanzibar and the export' });
  await spine.work();
  await spine.makeDue();
  await spine.deliver();
  await spine.work();
  const offer = await spine.offer();
  const id = memberId(offer.memberId);
  await take(spine, [
    aSignal('card_rated', { memberId: id, offerId: offer.marker, data: { helped: true } }),
    aSignal('card_hummed', { memberId: id, data: { tune: 'Zanzibar' } }),
    wish(id, {}),
  ]);
  await sql`insert into inbox (forum_id, event_name, headers, body, state)
    values ('default', 'post_created', '{}', convert_to('{"post":{"username":"tariq"', 'UTF8'), 'quarantined')`.execute(
    spine.db,
  );
  await signedInOnce(spine, id);
  return id;
}

/** Is signed in to the dashboard, has changed something there, and was signed out by somebody else. */
async function signedInOnce(spine: Spine, id: MemberId): Promise<void> {
  const standing = { admin: false, moderator: true, groups: ['tariq-and-friends'] };
  const person = {
    by: 'forum',
    forum: spine.forum,
    member: id,
    who: 'tariq',
    avatarUrl: null,
    standing,
  } as const;
  const spans = { idleMs: 60_000, longestMs: 60_000, trustForumMs: 60_000 };
  const digest = Buffer.alloc(32, 1);
  await spine.stores.sessions.open({ digest, person, openedWith: 'x', device: '' }, spans);
  await spine.actions.pause({ forum: spine.forum, scope: 'forum', who: 'tariq', memberId: id, why: '' });
  await spine.actions.resume({ forum: spine.forum, scope: 'forum', who: 'tariq', memberId: id, why: '' });
  await spine.actions.endSessions({ forum: spine.forum, ids: [], of: 'tariq', who: 'ana', why: '' });
}

function wish(id: number, changes: object) {
  return aSignal('preferences_changed', {
    memberId: memberId(id),
    data: { preferences: somePreferences(changes) },
  });
}

function take(spine: Spine, signals: Parameters<typeof takeSignals>[1]['signals']) {
  return takeSignals(spine.stores, { forum: spine.forum, heardBy: 'outbox', signals });
}

/** Every table of ours in which any row, bytes included, holds one of these words. */
async function tablesWith(spine: Spine, wanted: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const table of await tablesOf(spine)) {
    const like = wanted.map((word) => sql`strpos(everything, ${word}) > 0`);
    const { rows } = await sql`
      select 1 from (select row_to_json(held)::text || coalesce(${bytesOf(table)}, '') as everything
        from ${sql.table(table)} held) as texts
      where ${sql.join(like, sql` or `)} limit 1`.execute(spine.db);
    if (rows.length > 0) found.push(table);
  }
  return found;
}

/** Bodies are bytes, in which JSON would show no word. */
function bytesOf(table: string) {
  return table === 'inbox' ? sql`convert_from(held.body, 'UTF8')` : sql`null`;
}

/** Tables with a row that has the number of this member as a member's. */
async function rowsOf(spine: Spine, id: number): Promise<string[]> {
  const { rows: columns } = await sql<{ tableName: string; columnName: string }>`
    select table_name, column_name from information_schema.columns
    where table_schema = current_schema() and column_name in ('member_id', 'author_id')`.execute(spine.db);
  const found: string[] = [];
  for (const { tableName, columnName } of columns) {
    const { rows } =
      await sql`select 1 from ${sql.table(tableName)} where ${sql.ref(columnName)} = ${id}`.execute(spine.db);
    if (rows.length > 0) found.push(`${tableName}.${columnName}`);
  }
  const { rows } = await sql`select 1 from member where id = ${id}`.execute(spine.db);
  return rows.length > 0 ? [...found, 'member.id'] : found;
}

async function tablesOf(spine: Spine): Promise<string[]> {
  const { rows } = await sql<{ tableName: string }>`
    select table_name from information_schema.tables
    where table_schema = current_schema() and table_type = 'BASE TABLE'`.execute(spine.db);
  return rows.map(({ tableName }) => tableName);
}
