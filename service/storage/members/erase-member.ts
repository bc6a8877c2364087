import { type RawBuilder, sql } from 'kysely';
import type { ForumId, MemberId } from '../../model/ids.ts';
import type { Trx } from '../database.ts';
import { decidedAbout, eventsNaming, forgetThere } from './events-naming-member.ts';
import { keepWish } from './kept-wishes.ts';
import { namesOf, nobody } from './names-of-member.ts';
import { erasedMarker, erasedOccasion, unlinkOwnPosts } from '../offers/unlink-markers.ts';
import { codesOf } from '../reason-codes.ts';

/**
 * Erases what is held of a member: names, facts, stages, texts of theirs, what was found in them, what they were
 * offered and what they said of it. That something was decided or sent stays, about nobody. What they want of Waypost is
 * kept under a digest. Waiting offers are held. No row says when: by the moment of it, a digest that fits a member would
 * lead to all else that was theirs.
 */
export async function eraseMember(trx: Trx, forum: ForumId, id: MemberId): Promise<void> {
  const { unlinked, naming } = await lockAll(trx, forum, id);
  await keepWish(trx, forum, id);
  const names = await namesOf(trx, forum, id);
  for (const statement of [
    ...eraseOffers(forum, id, unlinked),
    ...eraseEvents(forum, id),
    ...forgetThere(naming),
    ...names.map((name) => blankQuarantined(forum, name)),
    sql`update post set author_id = 0, author_name = '' where forum_id = ${forum} and author_id = ${id}`,
    sql`update topic set author_id = null where forum_id = ${forum} and author_id = ${id}`,
    sql`update signal set member_id = null, kept = null, occurred_at = date_trunc('day', occurred_at)
      where forum_id = ${forum} and member_id = ${id}`,
    sql`update change set
        who = case when who = ${`member ${id}`} then ${nobody} else who end,
        subject = case when subject = ${`member ${id}`} then ${nobody} else subject end
      where forum_id = ${forum} and ${`member ${id}`} in (who, subject)`,
    sql`update change set who = ${nobody}, member_id = null where forum_id = ${forum} and member_id = ${id}`,
    ...names.flatMap((name) => eraseName(forum, name)),
    sql`delete from dashboard_session where forum_id = ${forum} and member_id = ${id}`,
    sql`delete from open_topic where forum_id = ${forum} and author_id = ${id}`,
    sql`delete from sequence_place where forum_id = ${forum} and member_id = ${id}`,
    sql`delete from stage_change where forum_id = ${forum} and member_id = ${id}`,
    sql`delete from member where forum_id = ${forum} and id = ${id}`,
  ])
    await statement.execute(trx);
}

/**
 * The texts of offers that were made to a member, who may be named in them. What is on its way keeps its bytes: they are
 * looked for on the forum.
 */
export async function eraseWords(trx: Trx, forum: ForumId, id: MemberId): Promise<void> {
  for (const statement of [
    lockOffers(forum, id),
    ...eraseTexts(sql`select id from offer where forum_id = ${forum} and member_id = ${id}`),
    sql`update offer set body = null, slots = '{}', edited_text = null
      where forum_id = ${forum} and member_id = ${id} and state not in ('waiting', 'sending', 'unknown', 'in_review')`,
  ])
    await statement.execute(trx);
}

/**
 * In the order of all others (`../README.md`), before anything is read: what a member wants is kept as it is once whoever
 * is writing it down has ended. `unlinked`: offers whose markers the bot's own posts have lost. `naming`: events of others
 * in which they stand.
 */
async function lockAll(
  trx: Trx,
  forum: ForumId,
  id: MemberId,
): Promise<{ unlinked: string[]; naming: string[] }> {
  await sql`select from member where forum_id = ${forum} and id = ${id} for update`.execute(trx);
  const { rows } = await sql<{ id: string; isNaming: boolean }>`
    with naming as materialized (${eventsNaming(forum, id)})
    select id, id in (select id from naming) as is_naming from event where id = any(array(
      select id from event where forum_id = ${forum} and member_id = ${id} and not ${isFarewell}
      union select id from naming)) order by id for update`.execute(trx);
  const unlinked = await unlinkOwnPosts(trx, forum, id);
  await lockOffers(forum, id).execute(trx);
  return { unlinked, naming: rows.filter(({ isNaming }) => isNaming).map((row) => row.id) };
}

function lockOffers(forum: ForumId, id: MemberId) {
  return sql`select from offer where forum_id = ${forum} and member_id = ${id} order by id for update`;
}

function eraseTexts(offers: RawBuilder<unknown>) {
  return [
    sql`update offer_review set proposed_text = null, edited_text = null, why = '' where offer_id in (${offers})`,
    sql`update reply_fold set body = '', because = ${codesOf('because')},
      state = case when state = 'begun' then 'left' else state end where offer_id in (${offers})`,
  ];
}

/** Where people who change something stand by their name alone. */
function eraseName(forum: ForumId, name: string) {
  return [
    sql`update change set subject = ${nobody}
      where forum_id = ${forum} and what = 'end sessions' and subject = ${name}`,
    sql`update offer_review set who = ${nobody} where forum_id = ${forum} and who = ${name}`,
    sql`update pause set who = ${nobody} where forum_id = ${forum} and who = ${name}`,
    sql`update rule_repository set pinned_by = ${nobody} where pinned_by = ${name}`,
  ];
}

function eraseOffers(forum: ForumId, id: MemberId, unlinked: readonly string[]) {
  const theirs = sql`select id from offer where forum_id = ${forum} and member_id = ${id}`;
  return [
    sql`update offer set state = 'held', state_because = '[{"code":"member_gone"}]', finished_at = created_at,
        lease = null, lease_until = null
      where forum_id = ${forum} and member_id = ${id} and state in ('proposed', 'waiting')`,
    // Places of the forum and of the topic stay taken where something was shown; those of the member name them.
    sql`delete from reservation using offer where offer.id = reservation.offer_id
      and offer.forum_id = ${forum} and offer.member_id = ${id}
      and (reservation.scope like 'member%' or offer.state = 'held')`,
    sql`delete from offer_feedback where offer_id in (${theirs})`,
    sql`delete from outcome where by_whom = 'author' and offer_id in (${theirs})`,
    ...eraseTexts(theirs),
    sql`update offer set member_id = 0, occasion = ${erasedOccasion(unlinked)}, marker = ${erasedMarker(unlinked)},
        evidence = '[]', because = ${codesOf('because')},
        state_because = ${codesOf('state_because')}, body = null, slots = '{}', edited_text = null
      where forum_id = ${forum} and member_id = ${id}`,
  ];
}

const isFarewell = sql`coalesce(state = 'received' and content ->> 'change' in ('destroyed', 'anonymized'), false)`;

/** That an event was seen stays, so that it is not taken for a new one; a farewell itself is still to be worked on. */
function eraseEvents(forum: ForumId, id: MemberId) {
  const theirs = sql`forum_id = ${forum} and member_id = ${id}`;
  return [
    sql`update decision set facts = '{}', evidence = '[]', because = ${codesOf('because')}
      where event_id in (select id from event where ${theirs})`,
    sql`update decision set facts = '{}', evidence = '[]', because = ${codesOf('because')}
      where ${decidedAbout(forum, id)}`,
    sql`update inbox set body = null where id in (
      select id from inbox where id in (select inbox_id from event where ${theirs}) order by id for update)`,
    sql`update event set content = null, member_id = null,
        logical_key = case when post_id is null and topic_id is null then 'erased:' || id else logical_key end,
        reason = case when state = 'received' then 'member_erased' else reason end,
        state = case when state = 'received' then 'done' else state end,
        finished_at = coalesce(finished_at, recorded_at), lease = null, lease_until = null
      where ${theirs} and not ${isFarewell}`,
  ];
}

/** Nobody knows whose an unreadable body is: it goes where it names them. */
function blankQuarantined(forum: ForumId, name: string) {
  const named = Buffer.from(JSON.stringify(name), 'utf8');
  return sql`update inbox set body = null
    where forum_id = ${forum} and state = 'quarantined' and position(${named}::bytea in body) > 0`;
}
