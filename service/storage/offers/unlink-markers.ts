import { sql } from 'kysely';
import type { ForumId, MemberId } from '../../model/ids.ts';
import type { Db, Trx } from '../database.ts';

/**
 * A marker is made of whom an offer was for and what about, so whoever has the key of this database could try all
 * members and find the one. An offer of nobody goes by another name, made of nothing; its marker is needed only as long
 * as something is on its way or a card of it stands.
 */
const isUnderWay = sql<boolean>`(state in ('sending', 'unknown', 'in_review')
  or (state = 'sent' and channel in ('card', 'banner') and expires_at > now()))`;

/** Of what was unlinked, a sender may have taken some before it was locked. */
const mayGo = (unlinked: readonly string[]) =>
  sql`id = any(${[...unlinked]}::bigint[]) and not ${isUnderWay}`;

/** What an erased offer is about, in place of its occasion; `erasing` still has to lose its marker. */
export const erasedOccasion = (unlinked: readonly string[]) =>
  sql`case when ${mayGo(unlinked)} then 'erased:' else 'erasing:' end || id`;
export const erasedMarker = (unlinked: readonly string[]) =>
  sql`case when ${mayGo(unlinked)} then gen_random_uuid()::text else marker end`;

/**
 * Takes the markers of a member's offers from the bot's own posts. Returns the ids of these offers, which are to lose
 * theirs; what is under way is left. Before the offers are locked (`../README.md`).
 */
export async function unlinkOwnPosts(trx: Trx, forum: ForumId, member: MemberId): Promise<string[]> {
  const { rows } = await sql<{ id: string; marker: string }>`
    select id, marker from offer where forum_id = ${forum} and member_id = ${member} and not ${isUnderWay}`.execute(
    trx,
  );
  await forgetOnPosts(trx, rows);
  return rows.map(({ id }) => id);
}

/** Offers of erased members that were under way then, and have come to their end. Returns how many lost their marker. */
export async function unlinkWhatEnded(db: Db, limit: number): Promise<number> {
  const { rows } = await sql<{ id: string; marker: string }>`
    select id, marker from offer where occasion like 'erasing:%' and not ${isUnderWay} limit ${limit}`.execute(
    db,
  );
  await forgetOnPosts(db, rows);
  await sql`update offer set marker = gen_random_uuid()::text, occasion = 'erased:' || id
    where id = any(array(select id from offer where id = any(${rows.map(({ id }) => id)}::bigint[])
      order by id for no key update skip locked))`.execute(db);
  return rows.length;
}

async function forgetOnPosts(handle: Db | Trx, offers: readonly { marker: string }[]): Promise<void> {
  if (offers.length === 0) return;
  const markers = offers.map(({ marker }) => marker);
  await sql`update post set marker = null where id in (
    select id from post where marker = any(${markers}::text[]) order by id for no key update)
    and marker = any(${markers}::text[])`.execute(handle);
}
