import { sql } from 'kysely';
import type { ForumId, MemberId } from '../../model/ids.ts';
import type { Db, Trx } from '../database.ts';

/** Names a member to whoever has the key and the number already, and nobody else. */
function digestOf(forum: ForumId, id: MemberId) {
  return sql<Buffer>`(select sha256(convert_to(key || ':' || ${forum}::text || ':' || ${id}::int, 'UTF8')) from wish_key)`;
}

/** A pause lasts to the end of its day. */
const pauseByDay = sql`case when jsonb_exists(declined, 'snoozedUntil') then jsonb_build_object('snoozedUntil',
  to_char(date_trunc('day', (declined ->> 'snoozedUntil')::timestamptz at time zone 'UTC'
    + interval '1 day' - interval '1 microsecond'), 'YYYY-MM-DD"T"HH24:MI:SS".000Z"')) else '{}' end`;

/**
 * Before a member's row is erased: what they want of Waypost is kept under a digest, so that it holds if they are ever
 * seen again, and so that nobody takes them for new then. Not in which topics, and no moment but the day: those would
 * tell where they were.
 */
export async function keepWish(trx: Trx, forum: ForumId, id: MemberId): Promise<void> {
  await sql`
    insert into kept_wish (forum_id, digest, erased_at, consent, consent_kinds, consent_at, declined,
      preferences, preferences_at)
    select forum_id, ${digestOf(forum, id)}, date_trunc('day', now()), consent, consent_kinds,
      date_trunc('day', consent_at), (declined - 'topics') || ${pauseByDay}, preferences, preferences_at
    from member where forum_id = ${forum} and id = ${id}
    on conflict (forum_id, digest) do update set erased_at = excluded.erased_at, consent = excluded.consent,
      consent_kinds = excluded.consent_kinds, consent_at = excluded.consent_at, declined = excluded.declined,
      preferences = excluded.preferences, preferences_at = excluded.preferences_at`.execute(trx);
}

/**
 * Writes the digests of the last days anew. Postgres keeps with each row which transaction wrote it: that of a digest would
 * be that of everything else which was erased with it. Waits for nobody.
 */
export async function mixDigests(db: Db): Promise<void> {
  await sql`update kept_wish set erased_at = erased_at where ctid = any(array(
    select ctid from kept_wish where erased_at > now() - interval '2 days' for update skip locked))`.execute(
    db,
  );
}

/** Whether all that was held of a member has been erased, and they have not been seen since. */
export async function isErased(trx: Trx, forum: ForumId, id: MemberId): Promise<boolean> {
  const { rows } = await sql<{ erased: boolean }>`
    select exists (select 1 from kept_wish where forum_id = ${forum} and digest = ${digestOf(forum, id)})
      and not exists (select 1 from member where forum_id = ${forum} and id = ${id}) as erased`.execute(trx);
  return rows[0]?.erased ?? false;
}

/** After a member's row was made: if they were erased before, what they wanted then holds again. */
export async function rememberWish(handle: Db | Trx, forum: ForumId, id: MemberId): Promise<void> {
  await sql`
    update member set consent = kept.consent, consent_kinds = kept.consent_kinds, consent_at = kept.consent_at,
      declined = kept.declined,
      preferences = kept.preferences, preferences_at = kept.preferences_at, erased_at = kept.erased_at
    from kept_wish kept
    where member.forum_id = ${forum} and member.id = ${id}
      and kept.forum_id = ${forum} and kept.digest = ${digestOf(forum, id)}`.execute(handle);
}

/** Whether a digest of a member is kept, since when, and the wish under it. */
export async function keptWishOf(trx: Trx, forum: ForumId, id: MemberId): Promise<readonly unknown[]> {
  const { rows } = await sql<{ row: unknown }>`
    select jsonb_strip_nulls(to_jsonb(kept) - array['forum_id', 'digest']) as row from kept_wish kept
    where forum_id = ${forum} and digest = ${digestOf(forum, id)}`.execute(trx);
  return rows.map(({ row }) => row);
}
