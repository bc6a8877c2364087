import { type RawBuilder, sql } from 'kysely';
import type { Db } from './database.ts';
import { unsent } from './offers/offer-row.ts';
import { mixDigests } from './members/kept-wishes.ts';
import { unlinkWhatEnded } from './offers/unlink-markers.ts';
import { codesOf } from './reason-codes.ts';

const olderThan = (column: string, days: number) =>
  sql<boolean>`${sql.ref(column)} < now() - ${days} * interval '1 day'`;

/**
 * What is forgotten by its age alone. Each takes days and the most rows at once, and returns how many went. Rows that
 * somebody holds are left for the next round: forgetting waits for nobody (`README.md`).
 */
export function createForgetting(db: Db) {
  async function count(statement: RawBuilder<unknown>): Promise<number> {
    const { numAffectedRows } = await statement.execute(db);
    return Number(numAffectedRows ?? 0n);
  }
  const drop = (table: string, isOld: RawBuilder<boolean>) => (limit: number) =>
    count(sql`delete from ${sql.table(table)} where ctid = any(array(
      select ctid from ${sql.table(table)} where ${isOld} limit ${limit} for update skip locked))`);

  return {
    /** Rows of unwanted webhooks: the text went with the decision that it is unwanted. */
    unwantedWebhooks: (days: number, limit: number) =>
      drop(
        'inbox',
        sql`state = 'unwanted' and ${olderThan('received_at', days)} and ${olderThan('finished_at', days)}`,
      )(limit),

    /** Digests of webhooks whose bytes have not come since. */
    checkNumbers: (days: number, limit: number) => drop('webhook_digest', olderThan('last_at', days))(limit),
    signals: (days: number, limit: number) => drop('signal', olderThan('heard_at', days))(limit),
    openTopics: (days: number, limit: number) => drop('open_topic', olderThan('asked_at', days))(limit),
    /** Of what is over. */
    alerts: (days: number, limit: number) => drop('alert', olderThan('ended_at', days))(limit),
    signIns: (days: number, limit: number) => drop('used_sign_in', olderThan('used_at', days))(limit),
    endedSessions: (limit: number) => drop('dashboard_session', sql`ends_at < now()`)(limit),

    /** Facts, words and values that decisions were made by; what was decided stays. */
    decisionDetails: (days: number, limit: number) =>
      count(sql`update decision set facts = '{}', evidence = '[]', because = ${codesOf('because')}
        where id = any(array(select id from decision
          where ${olderThan('decided_at', days)} and (facts <> '{}' or evidence <> '[]')
          limit ${limit} for update skip locked))`),

    /** What could lead from an offer to the member who was erased while it was on its way. */
    erasedMarkers: (limit: number) => unlinkWhatEnded(db, limit),

    /** What could lead from the digest of an erased member to what was theirs. */
    momentsOfErasing: () => mixDigests(db),

    /** What offers said, and by which words they came; that they were made stays. What may still be sent keeps its own. */
    async offerWords(days: number, limit: number): Promise<number> {
      return await db.transaction().execute(async (trx) => {
        const { rows } = await sql<{ id: string }>`select id from offer
          where ${olderThan('created_at', days)} and state <> all(${[...unsent]}::text[])
            and (body is not null or edited_text is not null or evidence <> '[]' or slots <> '{}')
          limit ${limit} for no key update skip locked`.execute(trx);
        const ids = rows.map(({ id }) => id);
        for (const statement of [
          sql`update offer_review set proposed_text = null, edited_text = null where offer_id = any(${ids}::bigint[])`,
          sql`update reply_fold set body = '' where state <> 'begun' and offer_id = any(${ids}::bigint[])`,
          sql`update offer set body = null, edited_text = null, evidence = '[]', slots = '{}',
            because = ${codesOf('because')} where id = any(${ids}::bigint[])`,
        ])
          await statement.execute(trx);
        return ids.length;
      });
    },
  };
}

export type Forgetting = ReturnType<typeof createForgetting>;
