import { sql } from 'kysely';
import type { Kind } from '../model/decision.ts';
import { type ForumId, type MemberId, type OfferId, memberId, offerId } from '../model/ids.ts';
import type { Trx } from './database.ts';

/** One signal of the forum's plugin, as far as it is written down. */
export interface HeardSignal {
  signalId: string;
  name: string;
  schema: number;
  occurredAt: Date;
  outcome: 'taken' | 'unknown_name' | 'unknown_schema' | 'unreadable';
  memberId: MemberId | null;
  /** The whole of what could not be understood; null for everything else. */
  kept: object | null;
}

/** What a member did with an offer. Each moment is kept once; a later rating or snooze replaces an earlier one. */
export type Feedback =
  | { what: 'seen' | 'clicked' | 'dismissed' | 'restored' | 'asked_person' }
  | { what: 'rated'; helped: boolean }
  | { what: 'snoozed'; until: Date }
  | { what: 'marked_step'; step: string; done: boolean };

/** What the plugin told: each signal once, whichever way it came, and what members said of their offers. */
export function createSignalStore() {
  return {
    /** Writes signals down and returns the ids of those that are news. */
    async hear(
      trx: Trx,
      forum: ForumId,
      heardBy: 'webhook' | 'outbox',
      signals: readonly HeardSignal[],
    ): Promise<ReadonlySet<string>> {
      if (signals.length === 0) return new Set();
      // Sorted, so that two processes that hear the same wait for each other instead of for ever.
      const sorted = signals.toSorted((a, b) => (a.signalId < b.signalId ? -1 : 1));
      const rows = await trx
        .insertInto('signal')
        .values(
          sorted.map(({ kept, memberId, ...signal }) => ({
            ...signal,
            forumId: forum,
            heardBy,
            // Whose a signal was that has been understood is written where it belongs.
            memberId: kept === null ? null : memberId,
            kept: kept === null ? null : writeJson(kept),
          })),
        )
        .onConflict((conflict) => conflict.columns(['forumId', 'signalId']).doNothing())
        .returning('signalId')
        .execute();
      return new Set(rows.map(({ signalId }) => signalId));
    },

    /** It is about an offer of another installation, or of one that is gone. */
    async isNotOurs(trx: Trx, forum: ForumId, signalId: string): Promise<void> {
      await trx
        .updateTable('signal')
        .set({ outcome: 'not_ours' })
        .where('forumId', '=', forum)
        .where('signalId', '=', signalId)
        .execute();
    },

    /** Of offers, named as they were put before the forum, those that are ours; with the kind of help. */
    async offersNamed(
      trx: Trx,
      forum: ForumId,
      names: readonly string[],
    ): Promise<{ id: OfferId; kind: Kind; memberId: MemberId }[]> {
      if (names.length === 0) return [];
      const rows = await trx
        .selectFrom('offer')
        .select(['id', 'kind', 'memberId'])
        .where('forumId', '=', forum)
        .where('marker', 'in', [...names])
        .execute();
      return rows.map((row) => ({
        id: offerId(row.id),
        kind: row.kind as Kind,
        memberId: memberId(row.memberId),
      }));
    },

    /** Notes what a member did with an offer. What was told late never undoes what happened after it. */
    async addFeedback(
      trx: Trx,
      offer: OfferId,
      feedback: Feedback,
      at: Date,
    ): Promise<{ snoozedAt: Date | null; restoredAt: Date | null }> {
      const steps = feedback.what === 'marked_step' ? { [feedback.step]: { done: feedback.done, at } } : {};
      const first = (what: Feedback['what']) => (feedback.what === what ? at : null);
      const helped = feedback.what === 'rated' ? feedback.helped : null;
      const until = feedback.what === 'snoozed' ? feedback.until : null;
      const { rows } = await sql<{ snoozedAt: Date | null; restoredAt: Date | null }>`
        insert into offer_feedback as f (offer_id, seen_at, clicked_at, helped, rated_at, dismissed_at, snoozed_at,
          snoozed_until, restored_at, asked_person_at, done_steps)
        values (${offer}, ${first('seen')}, ${first('clicked')}, ${helped}, ${first('rated')}, ${first('dismissed')},
          ${first('snoozed')}, ${until}, ${first('restored')}, ${first('asked_person')}, ${JSON.stringify(steps)}::jsonb)
        on conflict (offer_id) do update set
          seen_at = least(f.seen_at, excluded.seen_at),
          clicked_at = least(f.clicked_at, excluded.clicked_at),
          asked_person_at = least(f.asked_person_at, excluded.asked_person_at),
          helped = case when excluded.rated_at >= coalesce(f.rated_at, '-infinity') then excluded.helped else f.helped end,
          rated_at = greatest(f.rated_at, excluded.rated_at),
          dismissed_at = greatest(f.dismissed_at, excluded.dismissed_at),
          snoozed_until = case when excluded.snoozed_at >= coalesce(f.snoozed_at, '-infinity')
            then excluded.snoozed_until else f.snoozed_until end,
          snoozed_at = greatest(f.snoozed_at, excluded.snoozed_at),
          restored_at = greatest(f.restored_at, excluded.restored_at),
          done_steps = f.done_steps || coalesce((
            select jsonb_object_agg(key, value) from jsonb_each(excluded.done_steps) as fresh (key, value)
            where coalesce(f.done_steps -> key ->> 'at', '') <= fresh.value ->> 'at'), '{}'),
          changed_at = now()
        returning snoozed_at, restored_at`.execute(trx);
      return rows[0] ?? { snoozedAt: null, restoredAt: null };
    },

    /** What at least five members looked for in vain, as the forum summed it up. */
    async addMissedSearch(
      trx: Trx,
      forum: ForumId,
      search: { term: string; members: number; days: number; at: Date },
    ): Promise<void> {
      await sql`
        insert into missed_search as m (forum_id, term, members, days, last_day)
        values (${forum}, ${search.term}, ${search.members}, ${search.days}, (${search.at}::timestamptz at time zone 'UTC')::date)
        on conflict (forum_id, term) do update set members = greatest(m.members, excluded.members),
          days = excluded.days, last_day = greatest(m.last_day, excluded.last_day)`.execute(trx);
    },
  };
}

export type SignalStore = ReturnType<typeof createSignalStore>;

/** JSON that Postgres takes: a lone surrogate or a NUL becomes U+FFFD. */
function writeJson(value: object): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'string' ? part.toWellFormed().replaceAll('\u0000', '\uFFFD') : part,
  );
}
