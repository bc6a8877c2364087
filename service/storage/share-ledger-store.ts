import { sql } from 'kysely';
import type { ForumId } from '../model/ids.ts';
import type { Db } from './database.ts';

/** Calls count against the site's window, `post` also against the bot's own pace. */
interface Request {
  process: string;
  /** Names of priorities, the best first, come from the caller; here only their order matters. */
  priority: string;
  kind: 'call' | 'post';
  waitedMs: number;
}

type Answer =
  | { granted: true; slotId: string }
  | { granted: false; because: 'share' | 'pace' | 'blocked' | 'turn'; retryInMs: number };

interface Outcome {
  status: number | null;
  retryAfterMs: number | null;
  limit: 'site' | 'posts' | null;
}

export interface ShareRules {
  /** Priorities, best first. */
  priorities: readonly string[];
  /** Discourse's windows are a minute long. */
  windowMs: number;
  /** A slot that nobody finished is free again after this: the process has died. */
  lostAfterMs: number;
  postsPerMinute: number;
  postSpacingMs: number;
  /** How long the share stays reduced before it grows by one call a minute. */
  growEveryMs: number;
}

/** One forum's API share, kept in Postgres so that all processes spend the same minute together. */
export function createShareLedger(db: Db, forum: ForumId, rules: ShareRules) {
  const rank = (priority: string) => rules.priorities.indexOf(priority);
  const ms = (value: number) => sql`${value} * interval '1 millisecond'`;

  return {
    async tryTake(request: Request): Promise<Answer> {
      const priority = rank(request.priority);
      const isPost = request.kind === 'post';
      return await db.transaction().execute(async (trx): Promise<Answer> => {
        await sql`select pg_advisory_xact_lock(hashtextextended('waypost.share.' || ${forum}, 0))`.execute(
          trx,
        );
        await sql`
          update forum set
            share_now = least(share_limit, share_now + floor(extract(epoch from now() - share_changed_at) * 1000 / ${rules.growEveryMs})::int),
            share_changed_at = now()
          where id = ${forum} and share_now < share_limit
            and share_changed_at < now() - ${ms(rules.growEveryMs)}`.execute(trx);
        const { rows } = await sql<{
          blockedForMs: number;
          used: number;
          share: number;
          shareFreesInMs: number | null;
          posts: number;
          postsFreeInMs: number | null;
          spacingLeftMs: number | null;
          better: boolean;
        }>`
          with in_window as (
            select is_post, taken_at, coalesce(finished_at + ${ms(rules.windowMs)}, taken_at + ${ms(rules.lostAfterMs)}) as frees_at
            from api_call where forum_id = ${forum}
              and coalesce(finished_at, taken_at) > now() - ${ms(rules.windowMs + rules.lostAfterMs)}
          ), taken as (select * from in_window where frees_at > now())
          select
            extract(epoch from greatest(blocked_until, case when ${isPost} then posts_blocked_until end) - now())::float8 * 1000 as blocked_for_ms,
            (select count(*)::int from taken) as used,
            f.share_now as share,
            (select extract(epoch from min(frees_at) - now())::float8 * 1000 from taken) as share_frees_in_ms,
            (select count(*)::int from taken where is_post) as posts,
            (select extract(epoch from min(frees_at) - now())::float8 * 1000 from taken where is_post) as posts_free_in_ms,
            (select extract(epoch from max(taken_at) + ${ms(rules.postSpacingMs)} - now())::float8 * 1000 from in_window where is_post) as spacing_left_ms,
            exists (
              select 1 from api_waiter w where w.forum_id = ${forum} and w.expires_at > now() and w.process <> ${request.process}
                and (w.priority < ${priority} or (w.priority = ${priority} and w.waiting_since < now() - ${ms(request.waitedMs)}))
            ) as better
          from forum f where f.id = ${forum}`.execute(trx);
        const state = rows[0];
        if (!state) throw new Error(`forum ${forum} is not known; it must be ensured before its API is used`);

        const refusal = refuse(state, isPost);
        if (refusal) {
          await sql`
            insert into api_waiter (forum_id, process, priority, is_post, waiting_since, expires_at)
            values (${forum}, ${request.process}, ${priority}, ${isPost}, now() - ${ms(request.waitedMs)},
              now() + ${ms(refusal.because === 'share' || refusal.because === 'turn' ? Math.min(refusal.retryInMs, 2_000) + 1_500 : 0)})
            on conflict (forum_id, process, priority, is_post) do update set
              waiting_since = excluded.waiting_since, expires_at = excluded.expires_at`.execute(trx);
          return refusal;
        }
        await trx
          .deleteFrom('apiWaiter')
          .where('forumId', '=', forum)
          .where('process', '=', request.process)
          .where('priority', '=', priority)
          .where('isPost', '=', isPost)
          .execute();
        const call = await trx
          .insertInto('apiCall')
          .values({ forumId: forum, process: request.process, priority, isPost })
          .returning('id')
          .executeTakeFirstOrThrow();
        return { granted: true, slotId: call.id };
      });
    },

    async finish(slotId: string, outcome: Outcome): Promise<void> {
      await db
        .updateTable('apiCall')
        .set({ finishedAt: sql<Date>`now()`, status: outcome.status })
        .where('id', '=', slotId)
        .execute();
      if (outcome.limit === null) return;
      await block(outcome.retryAfterMs ?? rules.windowMs, outcome.limit);
      if (outcome.limit === 'site') {
        // Calls refused together halve it once: those taken before the last change say nothing about the share since.
        await sql`update forum set share_now = greatest(1, share_now / 2), share_changed_at = now()
          where id = ${forum} and share_changed_at < (select taken_at from api_call where id = ${slotId})`.execute(
          db,
        );
      }
    },

    async leave(waiter: { process: string; priority: string; kind: 'call' | 'post' }): Promise<void> {
      await db
        .deleteFrom('apiWaiter')
        .where('forumId', '=', forum)
        .where('process', '=', waiter.process)
        .where('priority', '=', rank(waiter.priority))
        .where('isPost', '=', waiter.kind === 'post')
        .execute();
    },

    block,

    async state() {
      const { rows } = await sql<{
        sharePerMinute: number;
        usedInWindow: number;
        postsInWindow: number;
        blockedForMs: number;
        postsBlockedForMs: number;
      }>`
        with taken as (
          select is_post from api_call where forum_id = ${forum}
            and coalesce(finished_at + ${ms(rules.windowMs)}, taken_at + ${ms(rules.lostAfterMs)}) > now()
            and coalesce(finished_at, taken_at) > now() - ${ms(rules.windowMs + rules.lostAfterMs)}
        )
        select share_now as share_per_minute,
          (select count(*)::int from taken) as used_in_window,
          (select count(*)::int from taken where is_post) as posts_in_window,
          greatest(0, coalesce(extract(epoch from blocked_until - now())::float8 * 1000, 0)) as blocked_for_ms,
          greatest(0, coalesce(extract(epoch from posts_blocked_until - now())::float8 * 1000, 0)) as posts_blocked_for_ms
        from forum where id = ${forum}`.execute(db);
      const state = rows[0];
      if (!state) throw new Error(`forum ${forum} is not known; it must be ensured before its API is used`);
      return state;
    },

    /** Forgets calls and waiters whose time is long over. */
    async forget(): Promise<void> {
      await sql`delete from api_call where forum_id = ${forum} and taken_at < now() - interval '1 day'`.execute(
        db,
      );
      await sql`delete from api_waiter where forum_id = ${forum} and expires_at < now() - interval '1 minute'`.execute(
        db,
      );
    },
  };

  async function block(forMs: number, what: 'site' | 'posts'): Promise<void> {
    const column = sql.ref(what === 'site' ? 'blocked_until' : 'posts_blocked_until');
    await sql`update forum set ${column} = greatest(coalesce(${column}, '-infinity'), now() + ${ms(forMs)})
      where id = ${forum}`.execute(db);
  }

  function refuse(
    state: {
      blockedForMs: number;
      used: number;
      share: number;
      shareFreesInMs: number | null;
      posts: number;
      postsFreeInMs: number | null;
      spacingLeftMs: number | null;
      better: boolean;
    },
    isPost: boolean,
  ): Exclude<Answer, { granted: true }> | null {
    const wait = (because: 'share' | 'pace' | 'blocked' | 'turn', retryInMs: number | null) =>
      ({ granted: false, because, retryInMs: Math.max(1, Math.ceil(retryInMs ?? rules.windowMs)) }) as const;
    if (state.blockedForMs > 0) return wait('blocked', state.blockedForMs);
    if (isPost && (state.spacingLeftMs ?? 0) > 0) return wait('pace', state.spacingLeftMs);
    if (isPost && state.posts >= rules.postsPerMinute) return wait('pace', state.postsFreeInMs);
    if (state.used >= state.share) return wait('share', state.shareFreesInMs);
    if (state.better) return wait('turn', 100);
    return null;
  }
}
