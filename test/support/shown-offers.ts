import { sql } from 'kysely';
import { badOutcomes, type OutcomeKind } from '../../service/model/outcome.ts';
import type { Db } from '../../service/storage/database.ts';

let made = 0;

/** Offers that were shown so many days ago, each to a member of its own unless told otherwise, with what happened after each. */
export async function showOffers(
  db: Db,
  {
    offers = 1,
    daysAgo = 20,
    what = [],
    rule = 'export-model',
    resource = 'export-model',
    kind = 'help',
    member,
  }: {
    offers?: number;
    daysAgo?: number;
    what?: readonly OutcomeKind[];
    rule?: string;
    resource?: string;
    kind?: string;
    member?: number;
  } = {},
): Promise<string[]> {
  const ids: string[] = [];
  for (let index = 0; index < offers; index += 1) {
    made += 1;
    const { rows } = await sql<{ id: string }>`
      with told as (
        insert into event (forum_id, logical_key, kind, source, occurred_at, state)
        values ('default', ${`shown:${made}`}, 'post.created', 'webhook', now(), 'done') returning id
      )
      insert into offer (forum_id, event_id, rule_id, rulebook, kind, resource_id, channel, locale, member_id, occasion,
        topic_id, post_id, state, marker, reply_post_id, not_before, expires_at, sent_at, link_reads, created_at)
      select 'default', id, ${rule}, 'test', ${kind}, ${resource}, 'reply', 'en', ${member ?? 10_000 + made}, ${`post:${made}`},
        ${500_000 + made}, ${600_000 + made}, 'sent', gen_random_uuid()::text, ${700_000 + made}, now(), now() + interval '1 day',
        now() - ${daysAgo} * interval '1 day', 4, now() - ${daysAgo} * interval '1 day'
      from told returning id`.execute(db);
    const id = rows[0]?.id ?? '';
    ids.push(id);
    for (const each of what)
      await sql`insert into outcome (offer_id, forum_id, what, by_whom, at)
        select id, forum_id, ${each}, ${badOutcomes.includes(each) && each !== 'not_helped' ? 'staff' : 'author'},
          sent_at + interval '1 hour' from offer where id = ${id}`.execute(db);
  }
  return ids;
}
