import { sql } from 'kysely';
import type { ForumId, MemberId } from '../model/ids.ts';
import { forumId as toForumId, memberId } from '../model/ids.ts';
import type { ForumStanding } from '../model/role-groups.ts';
import type { Db, Trx } from './database.ts';

/** How long sessions last, in milliseconds. */
export interface SessionSpans {
  /** Without a sign of life. */
  idleMs: number;
  /** In all, whatever happens. */
  longestMs: number;
  /** Since the forum last said who somebody is; only for those who signed in by it. */
  trustForumMs: number;
}

/** By what somebody is known: an account of the forum, or a name given with the password. */
export type Person =
  | {
      by: 'forum';
      forum: ForumId;
      member: MemberId;
      who: string;
      avatarUrl: string | null;
      standing: ForumStanding;
    }
  | { by: 'password'; who: string };

/** A session that has not ended. */
export interface KeptSession {
  id: string;
  person: Person;
  openedWith: string;
  /** Which browser on which system, in a few words. */
  device: string;
  openedAt: Date;
  seenAt: Date;
  /** How long ago the forum last said who this is. */
  provedMsAgo: number;
}

/** Who is signed in to the dashboard; Postgres' clock judges what has ended. */
export function createSessionStore(db: Db) {
  const alive = (spans: SessionSpans) => sql<boolean>`ends_at > now()
    and seen_at > now() - ${spans.idleMs} * interval '1 millisecond'
    and (opened_by = 'password' or proved_at > now() - ${spans.trustForumMs} * interval '1 millisecond')`;
  const sessions = () => db.selectFrom('dashboardSession').selectAll().select(provedMsAgo);

  return {
    /** Opens a session under the digest of its token, and forgets those that have ended. */
    async open(
      opened: { digest: Buffer; person: Person; openedWith: string; device: string },
      spans: SessionSpans,
    ): Promise<void> {
      const { person, ...rest } = opened;
      await db
        .deleteFrom('dashboardSession')
        .where(sql<boolean>`not (${alive(spans)})`)
        .execute();
      const endsAt = sql<Date>`now() + ${spans.longestMs} * interval '1 millisecond'`;
      await db
        .insertInto('dashboardSession')
        .values({ ...rest, ...columnsOf(person), openedBy: person.by, endsAt })
        .execute();
    },

    async find(digest: Buffer, spans: SessionSpans): Promise<KeptSession | null> {
      const row = await sessions().where('digest', '=', digest).where(alive(spans)).executeTakeFirst();
      return row ? sessionOf(row) : null;
    },

    /** A sign of life; written once a minute at most. */
    async touch(id: string): Promise<void> {
      await db
        .updateTable('dashboardSession')
        .set({ seenAt: sql<Date>`now()` })
        .where('id', '=', id)
        .where('seenAt', '<', sql<Date>`now() - interval '1 minute'`)
        .execute();
    },

    /** Whether the forum is to be asked again now: true once in ten minutes, so that a forum that is away locks nobody out. */
    async mayRenew(id: string): Promise<boolean> {
      const { numUpdatedRows } = await db
        .updateTable('dashboardSession')
        .set({ renewalTriedAt: sql<Date>`now()` })
        .where('id', '=', id)
        .where(sql<boolean>`coalesce(renewal_tried_at < now() - interval '10 minutes', true)`)
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },

    /** The forum has said anew who this is; `openedWith`: the digest of the secret that it said so by. */
    async prove(id: string, person: Person, openedWith: string): Promise<void> {
      await db
        .updateTable('dashboardSession')
        .set({ ...columnsOf(person), openedWith, provedAt: sql<Date>`now()`, renewalTriedAt: null })
        .where('id', '=', id)
        .execute();
    },

    async list(spans: SessionSpans): Promise<KeptSession[]> {
      const rows = await sessions().where(alive(spans)).orderBy('seenAt', 'desc').limit(500).execute();
      return rows.map(sessionOf);
    },

    /** Ends sessions; returns how many there were. */
    end: (trx: Trx, ids: readonly string[]) => end(trx, ids),
    endNow: (ids: readonly string[]) => end(db, ids),

    /** Whether this answer of the forum is seen for the first time; after a day its own time is over anyway. */
    async useOnce(digest: Buffer): Promise<boolean> {
      await db
        .deleteFrom('usedSignIn')
        .where('usedAt', '<', sql<Date>`now() - interval '1 day'`)
        .execute();
      const { numInsertedOrUpdatedRows } = await db
        .insertInto('usedSignIn')
        .values({ digest })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst();
      return numInsertedOrUpdatedRows === 1n;
    },
  };
}

export type SessionStore = ReturnType<typeof createSessionStore>;

async function end(handle: Db | Trx, ids: readonly string[]): Promise<number> {
  if (ids.length === 0) return 0;
  const { numDeletedRows } = await handle
    .deleteFrom('dashboardSession')
    .where('id', 'in', [...ids])
    .executeTakeFirst();
  return Number(numDeletedRows);
}

const provedMsAgo = sql<number>`extract(epoch from now() - proved_at)::float8 * 1000`.as('provedMsAgo');

function columnsOf(person: Person) {
  if (person.by === 'password') return { who: person.who };
  const { forum, member, who, avatarUrl, standing } = person;
  return { forumId: forum, memberId: member, who, avatarUrl, standing: JSON.stringify(standing) };
}

interface Row {
  id: string;
  openedBy: 'password' | 'forum';
  openedWith: string;
  forumId: string | null;
  memberId: number | null;
  who: string;
  avatarUrl: string | null;
  standing: ForumStanding | null;
  device: string;
  openedAt: Date;
  seenAt: Date;
  provedMsAgo: number;
}

function sessionOf(row: Row): KeptSession {
  const { id, openedWith, device, openedAt, seenAt } = row;
  return { id, openedWith, device, openedAt, seenAt, provedMsAgo: row.provedMsAgo, person: personOf(row) };
}

function personOf({ openedBy, forumId: forum, memberId: member, who, avatarUrl, standing }: Row): Person {
  if (openedBy === 'password') return { by: 'password', who };
  if (forum === null || member === null || standing === null)
    throw new Error('a session of a forum account names no account');
  return { by: 'forum', forum: toForumId(forum), member: memberId(member), who, avatarUrl, standing };
}
