import { sql } from 'kysely';
import type { MemberChanged } from '../../model/event.ts';
import type { FactSource } from '../../model/fact.ts';
import { type ForumId, type MemberId, type StageId, memberId } from '../../model/ids.ts';
import type { Consent, Member } from '../../model/member.ts';
import type { Preferences } from '../../model/plugin.ts';
import type { Db, Trx } from '../database.ts';
import { declinePart, readConsent } from './declined-parts.ts';
import { eraseMember, eraseWords } from './erase-member.ts';
import { type HeldParts, exportMember } from './export-member.ts';
import { isErased, rememberWish } from './kept-wishes.ts';
import { type MemberFacts, readMember } from './member-row.ts';
import { createMemberWishes } from './member-wishes.ts';

export interface KnownMember {
  /** Names the list of stages that the member was last measured by; null: never yet. */
  stagesDigest: string | null;
  member: Member;
  consent: Consent;
  /** All that was known until then has been erased, what they wrote included. Null: never. */
  erasedAt: Date | null;
}

export type { MemberFacts } from './member-row.ts';

const clocksDifferByMs = 60_000;

export function createMemberStore(db: Db) {
  const wishes = createMemberWishes();
  return {
    ...wishes,

    learn,

    /**
     * Adds what the forum's plugin told when it was asked at a moment. For what the member wants this is not the last
     * word: a signal of the minute before may be newer, by the forum's own clock.
     */
    async learnFromPlugin(
      trx: Trx,
      who: { forum: ForumId; id: MemberId },
      told: {
        username: string;
        facts: Partial<MemberFacts>;
        preferences: Preferences | null;
        at: Date;
      },
    ): Promise<void> {
      const { username, facts, preferences, at } = told;
      await learn(trx, { ...who, username, facts, source: 'plugin', at });
      if (preferences === null) return;
      await wishes.tellPreferences(trx, who, { preferences, at: new Date(at.getTime() - clocksDifferByMs) });
    },

    /** One at a time per member until the transaction ends. */
    async lock(trx: Trx, forum: ForumId, id: MemberId): Promise<void> {
      await sql`select from member where forum_id = ${forum} and id = ${id} for no key update`.execute(trx);
    },

    /** The same for several, in the one order in which several members may be locked. */
    async lockAll(trx: Trx, forum: ForumId, ids: readonly MemberId[]): Promise<void> {
      await sql`select from member where forum_id = ${forum} and id = any(${[...ids]}::int[])
        order by id for no key update`.execute(trx);
    },

    async find(handle: Db | Trx, forum: ForumId, id: MemberId): Promise<KnownMember | null> {
      const row = await handle
        .selectFrom('member')
        .selectAll()
        .where('forumId', '=', forum)
        .where('id', '=', id)
        .executeTakeFirst();
      if (!row) return null;
      return {
        member: readMember(row),
        consent: readConsent(row),
        stagesDigest: row.stagesDigest,
        erasedAt: row.erasedAt,
      };
    },

    /** The member of this name, whatever its letters' case; of several that had it, the newest. */
    async idOf(forum: ForumId, username: string): Promise<MemberId | null> {
      const row = await db
        .selectFrom('member')
        .select('id')
        .where('forumId', '=', forum)
        .where(sql<boolean>`lower(username) = lower(${username})`)
        .where('username', '<>', '')
        .orderBy('id', 'desc')
        .executeTakeFirst();
      return row ? memberId(row.id) : null;
    },

    /** An account made by an e-mail, whose owner never signed up. Only webhooks tell; the API does not. */
    async setStaged(forum: ForumId, id: MemberId, isStaged: boolean): Promise<void> {
      await db.transaction().execute(async (trx) => {
        const row = await trx
          .insertInto('member')
          .values({ forumId: forum, id, username: '', facts: '{}', isStaged })
          .onConflict((conflict) => conflict.columns(['forumId', 'id']).doUpdateSet({ isStaged }))
          .returning(sql<boolean>`xmax = 0`.as('isNew'))
          .executeTakeFirst();
        if (row?.isNew) await rememberWish(trx, forum, id);
      });
    },

    async isStaged(forum: ForumId, id: MemberId): Promise<boolean> {
      const row = await db
        .selectFrom('member')
        .select('isStaged')
        .where('forumId', '=', forum)
        .where('id', '=', id)
        .executeTakeFirst();
      return row?.isStaged ?? false;
    },

    async noteStages(trx: Trx, forum: ForumId, id: MemberId, stagesDigest: string): Promise<void> {
      await trx
        .updateTable('member')
        .set({ stagesDigest })
        .where('forumId', '=', forum)
        .where('id', '=', id)
        .execute();
    },

    /** Moves a member into a stage and writes the change down with its reason. */
    async enterStage(
      trx: Trx,
      entry: {
        forum: ForumId;
        id: MemberId;
        stage: StageId;
        previous: StageId | null;
        because: string;
        at: Date;
      },
    ): Promise<void> {
      await trx
        .updateTable('member')
        .set({ stage: entry.stage, stageSince: entry.at, stageBecause: entry.because })
        .where('forumId', '=', entry.forum)
        .where('id', '=', entry.id)
        .execute();
      await trx
        .insertInto('stageChange')
        .values({
          forumId: entry.forum,
          memberId: entry.id,
          stage: entry.stage,
          previous: entry.previous,
          because: entry.because,
          at: entry.at,
        })
        .execute();
    },

    /** The member has said stop: in force for every offer that is not yet sent. */
    async decline(trx: Trx, forum: ForumId, id: MemberId): Promise<void> {
      await trx
        .updateTable('member')
        .set({ consent: 'all', consentAt: sql<Date>`now()` })
        .where('forumId', '=', forum)
        .where('id', '=', id)
        .where('consent', '<>', 'all')
        .execute();
    },

    /** No more of one rule, one kind or one topic, or nothing for a while. */
    declinePart,

    /** Takes back all that was declined; what they have set in the forum itself still holds. */
    async allow(trx: Trx, forum: ForumId, id: MemberId): Promise<void> {
      await trx
        .updateTable('member')
        .set({ consent: 'open', consentKinds: [], declined: '{}', consentAt: sql<Date>`now()` })
        .where('forumId', '=', forum)
        .where('id', '=', id)
        .execute();
    },

    isErased,

    /** What was said to a member under the name they had; that it was offered stays. */
    forgetWords: (trx: Trx, forum: ForumId, id: MemberId): Promise<void> => eraseWords(trx, forum, id),

    /** Everything held of a member, by part; null where nothing is. */
    exportAll: (forum: ForumId, id: MemberId): Promise<HeldParts | null> => exportMember(db, forum, id),

    /** Everything held of a member; what they want of Waypost outlives it without a name. */
    forget: (trx: Trx, forum: ForumId, id: MemberId): Promise<void> => eraseMember(trx, forum, id),
  };
}

export type MemberStore = ReturnType<typeof createMemberStore>;

/**
 * Adds what has just been told of a member. A fact replaces an older one, never a newer one;
 * what was not told stays as it was.
 */
async function learn(
  trx: Trx,
  told: {
    forum: ForumId;
    id: MemberId;
    username: string | null;
    facts: Partial<MemberFacts>;
    source: FactSource;
    at: Date;
  },
): Promise<void> {
  const facts = Object.fromEntries(
    Object.entries(told.facts).map(([name, value]) => [
      name,
      { value, source: told.source, at: told.at.toISOString() },
    ]),
  );
  const { rows } = await sql<{ isNew: boolean }>`
    insert into member (forum_id, id, username, facts)
    values (${told.forum}, ${told.id}, ${told.username ?? ''}, ${JSON.stringify(facts)}::jsonb)
    on conflict (forum_id, id) do update set
      username = coalesce(nullif(excluded.username, ''), member.username),
      facts = member.facts || coalesce((
        select jsonb_object_agg(key, value) from jsonb_each(excluded.facts) as fresh (key, value)
        where coalesce(member.facts -> key ->> 'at', '') <= fresh.value ->> 'at'), '{}')
    returning xmax = 0 as is_new`.execute(trx);
  if (rows[0]?.isNew) await rememberWish(trx, told.forum, told.id);
}

/** What a `member.changed` event tells, as facts. */
export function factsOf(event: MemberChanged): Partial<MemberFacts> {
  const { trustLevel, joinedAt, lastSeenAt, lastPostedAt, postCount, groups, locale, timeZone } = event;
  const told = { trustLevel, joinedAt, lastSeenAt, lastPostedAt, postCount, groups, locale, timeZone };
  return Object.fromEntries(Object.entries(told).filter(([, value]) => value !== null));
}
