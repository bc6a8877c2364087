import { sql } from 'kysely';
import type { Db, Trx } from '../storage/database.ts';
import { createDecisionStore } from '../storage/decision-store.ts';
import { createEventStore } from '../storage/event-store.ts';
import { createForumStore } from '../storage/forum-store.ts';
import { createInboxStore } from '../storage/inbox-store.ts';
import { createLedger } from '../storage/ledger.ts';
import { createMemberStore } from '../storage/member-store.ts';
import { createOfferStore } from '../storage/offer-store.ts';
import { createPostStore } from '../storage/post-store.ts';
import { createRuleStore } from '../storage/rule-store.ts';

/** Every store over one database, and its clock. */
export function createStores(db: Db) {
  const posts = createPostStore(db);
  const members = createMemberStore(db);
  return {
    db,
    posts,
    members,
    inbox: createInboxStore(db),
    events: createEventStore(db),
    decisions: createDecisionStore(),
    offers: createOfferStore(db),
    forums: createForumStore(db),
    rules: createRuleStore(db),
    ledger: createLedger({ posts, members }),
    async clock(handle: Db | Trx): Promise<Date> {
      const { rows } = await sql<{ now: Date }>`select clock_timestamp() as now`.execute(handle);
      return rows[0]?.now ?? new Date();
    },
  };
}

export type Stores = ReturnType<typeof createStores>;
