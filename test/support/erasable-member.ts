import { sql } from 'kysely';
import { takeSignals } from '../../service/measure/take-signals.ts';
import { type MemberId, memberId } from '../../service/model/ids.ts';
import { aSignal, somePreferences } from './signal-makers.ts';
import { type Spine, askAboutExport } from './spine.ts';

const words = 'How can I export model files, my dear Zanzibar?';

/** Asked, got a reply, rated it, asked to be forgotten once before, said something nobody understood. */
export async function aMemberWithAPast(spine: Spine) {
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
  await spine.actions.pause({ forum: spine.forum, scope: 'forum', who: 'tariq', memberId: id, why: '' });
  await spine.actions.rollBack({ forum: spine.forum, commit: 'c0ffee', who: 'tariq', memberId: id, why: '' });
  const offer = await spine.offer();
  await sql`insert into offer_review (offer_id, forum_id, decision, who, proposed_text)
    values (${offer.id}, 'default', 'approved', 'tariq', 'For @tariq')`.execute(spine.db);
  await sql`insert into reply_fold (offer_id, forum_id, because, body, state)
    values (${offer.id}, 'default', '[]', 'Was for tariq', 'begun')`.execute(spine.db);
  await sql`insert into outcome (offer_id, forum_id, what, by_whom, at)
    values (${offer.id}, 'default', 'came_back', 'author', now())`.execute(spine.db);
  await sql`insert into sequence_place (forum_id, rule_id, member_id, occasion, step, due_at)
    values ('default', 'first-steps', ${id}, 'joined', 'one', now())`.execute(spine.db);
}

export function wish(id: number, changes: object) {
  return aSignal('preferences_changed', {
    memberId: memberId(id),
    data: { preferences: somePreferences(changes) },
  });
}

export function take(spine: Spine, signals: Parameters<typeof takeSignals>[1]['signals']) {
  return takeSignals(spine.stores, { forum: spine.forum, heardBy: 'outbox', signals });
}

/** Every table of ours in which any row, bytes included, holds one of these words. */
export async function tablesWith(spine: Spine, wanted: readonly string[]): Promise<string[]> {
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
export async function rowsOf(spine: Spine, id: number): Promise<string[]> {
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

export async function tablesOf(spine: Spine): Promise<string[]> {
  const { rows } = await sql<{ tableName: string }>`
    select table_name from information_schema.tables
    where table_schema = current_schema() and table_type = 'BASE TABLE'`.execute(spine.db);
  return rows.map(({ tableName }) => tableName);
}
