import { hash } from 'node:crypto';
import { type Selectable, sql } from 'kysely';
import { type Fact, known, unknown } from '../model/fact.ts';
import type { ForumId, MemberId, StageId } from '../model/ids.ts';
import type { Member } from '../model/member.ts';
import { type Db, type PreparedStatement, type Trx, runPrepared } from './database.ts';
import { readMember } from './members/member-row.ts';
import type { MemberTable } from './schema.ts';

/** A member as the ledger knows them now, posts counted, with what the sweep has to know besides. */
export interface MeasuredMember {
  member: Member;
  /** Names the list of stages that they were last measured by; null: never yet. */
  stagesDigest: string | null;
  dueAt: Date | null;
  /** Whether they joined after Waypost came, so that their first stage is news. */
  joinedUnderOurEyes: boolean;
}

/** What a look at a member came to. `moves` are written down in their order; the last is where the member is now. */
export interface Settled {
  id: MemberId;
  stagesDigest: string;
  dueAt: Date | null;
  moves: readonly Move[];
}

export interface Move {
  stage: StageId;
  previous: StageId | null;
  because: string;
  at: Date;
}

type Row = Selectable<MemberTable> & { posts: string; postedAt: Date | null; watchedSince: Date };

export function createLifecycleStore(db: Db) {
  return {
    /** A short name for what members are measured by: the same for the same value. */
    digestOf: (value: object): string => hash('sha1', JSON.stringify(value)),

    /** What a round has to do: the one question that most rounds ask. */
    async work(forum: ForumId, { measure, everyMs }: Walk): Promise<Work> {
      const [work] = await runPrepared<Work>(db, askForWork, [forum, measure, everyMs]);
      return work ?? { isDue: false, isToWalk: false };
    },

    /** Since when something is due for a member; null: nothing is yet, as far as anybody has looked. */
    async dueAt(trx: Trx, forum: ForumId, id: MemberId): Promise<Date | null> {
      const row = await trx
        .selectFrom('member')
        .select('dueAt')
        .where('forumId', '=', forum)
        .where('id', '=', id)
        .executeTakeFirst();
      return row?.dueAt ?? null;
    },

    /** The moment of the oldest thing heard of a member that may change their stage and is still to be decided; null: none. */
    async undecidedSince(trx: Trx, forum: ForumId, id: MemberId): Promise<Date | null> {
      const { rows } = await sql<{ since: Date | null }>`
        select min(occurred_at) as since from event
        where forum_id = ${forum} and member_id = ${id} and ${isUndecided}`.execute(trx);
      return rows[0]?.since ?? null;
    },

    /**
     * Members for whom something is due, locked until the transaction ends, the longest due first. Whoever is locked
     * by somebody else waits for the next round, and so does who has written something that is still to be decided:
     * it is the post that counts, and the offer stands under it. `now` is the moment at which they were due, by Postgres.
     */
    async takeDue(trx: Trx, forum: ForumId, limit: number): Promise<{ due: MeasuredMember[]; now: Date }> {
      const { rows } = await sql<Row & { now: Date }>`
        with due as materialized (
          select * from member
          where forum_id = ${forum} and due_at <= now() and not is_staged
            and not exists (
              select from event where event.forum_id = member.forum_id and event.member_id = member.id and ${isUndecided})
          order by due_at limit ${limit} for no key update skip locked)
        select due.*, now() as now, ${counted('due')} order by due.due_at`.execute(trx);
      return { due: rows.map(readRow), now: rows[0]?.now ?? new Date(0) };
    },

    /** Writes down what became of members whom `takeDue` has locked. */
    async settle(trx: Trx, forum: ForumId, settled: readonly Settled[]): Promise<void> {
      if (settled.length === 0) return;
      const now = settled.map(({ id, stagesDigest, dueAt, moves }) => {
        const last = moves.at(-1);
        const entered = last ? { stage: last.stage, stage_since: last.at, stage_because: last.because } : {};
        return { id, stages_digest: stagesDigest, due_at: dueAt, ...entered };
      });
      // The first stage of somebody who was there before Waypost is no change.
      const changes = settled.flatMap(({ id, moves }) =>
        moves.filter(({ previous }) => previous !== null).map((move) => ({ member_id: id, ...move })),
      );
      await sql`
        with changed as (
          insert into stage_change (forum_id, member_id, stage, previous, because, at)
          select ${forum}, member_id, stage, previous, because, at
          from jsonb_to_recordset(${JSON.stringify(changes)}::jsonb) as change (
            member_id integer, stage text, previous text, because text, at timestamptz))
        update member set due_at = now.due_at, stages_digest = now.stages_digest,
          stage = coalesce(now.stage, member.stage),
          stage_since = coalesce(now.stage_since, member.stage_since),
          stage_because = coalesce(now.stage_because, member.stage_because)
        from jsonb_to_recordset(${JSON.stringify(now)}::jsonb) as now (
          id integer, due_at timestamptz, stages_digest text,
          stage text, stage_since timestamptz, stage_because text)
        where member.forum_id = ${forum} and member.id = now.id`.execute(trx);
    },

    /** Something new is known of a member: the next sweep looks at them. What was due before stays due since then. */
    async mark(trx: Trx, forum: ForumId, id: MemberId): Promise<void> {
      await sql`update member set due_at = now()
        where forum_id = ${forum} and id = ${id} and (due_at is null or due_at > now())`.execute(trx);
    },

    /**
     * The next members of the walk over everybody, and how to say how far it has come; null while there is nothing to
     * walk for. It begins anew when `measure` has changed since, and `everyMs` after it has begun last.
     */
    async takeWalk(
      trx: Trx,
      forum: ForumId,
      walk: Walk & { limit: number },
    ): Promise<MeasuredMember[] | null> {
      const { rows: found } = await sql<{ walkedTo: number }>`
        insert into lifecycle_walk (forum_id, measure) values (${forum}, ${walk.measure})
        on conflict (forum_id) do update set
          measure = excluded.measure,
          walked_to = case when ${isOver(walk)} then -2147483648 else lifecycle_walk.walked_to end,
          began_at = case when ${isOver(walk)} then now() else lifecycle_walk.began_at end,
          finished_at = null
        where lifecycle_walk.finished_at is null or ${isOver(walk)}
        returning walked_to`.execute(trx);
      const [place] = found;
      if (!place) return null;
      const { rows } = await sql<Row>`
        with walked as materialized (
          select * from member where forum_id = ${forum} and id > ${place.walkedTo} order by id limit ${walk.limit})
        select walked.*, ${counted('walked')} order by walked.id`.execute(trx);
      const last = rows.at(-1);
      await trx
        .updateTable('lifecycleWalk')
        .set(last && rows.length === walk.limit ? { walkedTo: last.id } : { finishedAt: sql<Date>`now()` })
        .where('forumId', '=', forum)
        .execute();
      return rows.filter((row) => !row.isStaged).map(readRow);
    },

    /** Members whose recorded due time is not what it should be: theirs is looked at again. */
    async markAll(trx: Trx, forum: ForumId, ids: readonly MemberId[]): Promise<void> {
      if (ids.length === 0) return;
      await sql`update member set due_at = now()
        where forum_id = ${forum} and id in (
          select id from member
          where forum_id = ${forum} and id = any(${[...ids]}::int[]) and (due_at is null or due_at > now())
          order by id for no key update)`.execute(trx);
    },
  };
}

export type LifecycleStore = ReturnType<typeof createLifecycleStore>;

/** One walk over everybody: by what they are measured, and how long after its beginning the next one begins. */
export interface Walk {
  measure: string;
  everyMs: number;
}

/** What tells of a member's stage, and has not been decided over. */
const isUndecided = sql`event.state = 'received' and event.kind in ('post.created', 'member.changed')`;

function isOver({ measure, everyMs }: Walk) {
  return sql`(lifecycle_walk.measure <> ${measure}
    or lifecycle_walk.finished_at is not null and lifecycle_walk.began_at < now() - ${everyMs} * interval '1 millisecond')`;
}

/** What a round finds to do. */
type Work = { isDue: boolean; isToWalk: boolean };

/**
 * Asked every minute by everybody who sweeps, so it is planned once: by who comes first, which is read from the index
 * however many are due, and not by whether anybody is due, which after an outage would be planned as a look at everybody.
 */
const askForWork: PreparedStatement = {
  name: 'work-of-lives',
  text: `
    select coalesce((select min(due_at) from member where forum_id = $1) <= now(), false) as "isDue",
      not exists (select from lifecycle_walk where forum_id = $1 and measure = $2 and finished_at is not null
        and began_at >= now() - $3::float8 * interval '1 millisecond') as "isToWalk"`,
};

/** What each row's member has written, as `countPosts` of `evaluate/gather-facts.ts` counts it. */
function counted(rows: 'due' | 'walked') {
  const member = sql.raw(rows);
  return sql`forum.watched_since, written.posts, written.posted_at
    from ${member} join forum on forum.id = ${member}.forum_id
    cross join lateral (
      select count(*) filter (where told.joined_under_our_eyes or post.created_at > told.posts_at) as posts,
        max(post.created_at) as posted_at
      from (select
        coalesce((${member}.facts #>> '{joinedAt,value}')::timestamptz >= forum.watched_since, false) as joined_under_our_eyes,
        (${member}.facts #>> '{postCount,at}')::timestamptz as posts_at) as told
      left join post on post.forum_id = ${member}.forum_id and post.author_id = ${member}.id) as written`;
}

function readRow(row: Row): MeasuredMember {
  const stored = readMember(row);
  const { joinedAt } = stored;
  const joinedUnderOurEyes = joinedAt.known && joinedAt.value >= row.watchedSince;
  const { stagesDigest, dueAt } = row;
  const member = {
    ...stored,
    postCount: postsOf(stored, row, joinedUnderOurEyes),
    lastPostedAt: newestPost(stored, row),
  };
  return { stagesDigest, dueAt, joinedUnderOurEyes, member };
}

function postsOf({ postCount }: Member, { posts, postedAt, knownSince }: Row, isOurs: boolean): Fact<number> {
  if (isOurs) return known(Number(posts), 'ledger', postedAt ?? knownSince);
  if (postCount.known) return { ...postCount, value: postCount.value + Number(posts) };
  return unknown('this member may have written before Waypost came');
}

/** From the ledger or as told, whichever is later. */
function newestPost({ lastPostedAt }: Member, { postedAt }: Row): Fact<Date> {
  if (postedAt === null || (lastPostedAt.known && lastPostedAt.value > postedAt)) return lastPostedAt;
  return known(postedAt, 'ledger', postedAt);
}
