import { sql } from 'kysely';
import type { PostCreated } from '../model/event.ts';
import { categoryId, memberId, postId, topicId } from '../model/ids.ts';
import type { CategoryId, ForumId, MemberId, PostId, TopicId } from '../model/ids.ts';
import type { Db, Trx } from './database.ts';

/** A topic that has stood unanswered for one of the times asked for. */
export interface UnansweredTopic {
  topicId: TopicId;
  postId: PostId;
  authorId: MemberId;
  categoryId: CategoryId | null;
  askedAt: Date;
  afterMs: number;
}

/** Longer than the longest time that a rule may ask for. */
const forgottenAfter = sql`interval '90 days'`;

/** Topics whose author waits for an answer, each with the moment at which it must be looked at next. */
export function createOpenTopicStore(db: Db) {
  return {
    /** A topic begins; due when the shortest of these times is over. */
    async begin(trx: Trx, { forum, post }: PostCreated, afters: readonly number[]): Promise<void> {
      await trx
        .insertInto('openTopic')
        .values({
          forumId: forum,
          topicId: post.topicId,
          postId: post.id,
          authorId: post.authorId,
          categoryId: post.categoryId,
          askedAt: post.createdAt,
          dueAt: nextDue(post.createdAt, afters, 0),
        })
        .onConflict((conflict) => conflict.columns(['forumId', 'topicId']).doNothing())
        .execute();
    },

    /** Somebody but the author has answered. */
    async answer(trx: Trx, { forum, post }: PostCreated): Promise<void> {
      await trx
        .updateTable('openTopic')
        .set({ answeredBy: post.id })
        .where('forumId', '=', forum)
        .where('topicId', '=', post.topicId)
        .where('authorId', '!=', post.authorId)
        .where('answeredBy', 'is', null)
        .execute();
    },

    /** An answer is gone; the topic is open again unless another one stands. Bots answer nobody. */
    async reopen(trx: Trx, forum: ForumId, post: PostId, ignored: readonly string[]): Promise<void> {
      await sql`update open_topic o set answered_by = (
          select min(p.id) from post p where p.forum_id = o.forum_id and p.topic_id = o.topic_id and p.number > 1
            and p.deleted_at is null and not p.is_bot and p.author_id <> o.author_id and p.id <> ${post}
            and lower(p.author_name) <> all (${[...ignored]}::text[]))
        where o.forum_id = ${forum} and o.answered_by = ${post}`.execute(trx);
    },

    /** The rules ask for other times than before: every open topic gets its next moment anew. */
    async aim(forum: ForumId, afters: readonly number[]): Promise<void> {
      await sql`update open_topic o set due_at = asked_at + (
          select min(a) from unnest(${[...afters]}::bigint[]) a where a > o.told_ms) * interval '1 millisecond'
        where o.forum_id = ${forum} and answered_by is null`.execute(db);
    },

    /**
     * Takes topics that are due, each with the longest of the times that are over, and sets their next moment. Two
     * workers never take the same. Only due rows are looked at, however many there are.
     */
    async takeDue(trx: Trx, forum: ForumId, afters: readonly number[], limit: number): Promise<UnansweredTopic[]> {
      const { rows } = await sql<{
        topicId: number;
        postId: number;
        authorId: number;
        categoryId: number | null;
        askedAt: Date;
        afterMs: string | null;
      }>`
        with due as (
          select forum_id, topic_id from open_topic
          where forum_id = ${forum} and answered_by is null and due_at <= now()
          order by due_at limit ${limit} for update skip locked
        )
        update open_topic o set
          told_ms = greatest(o.told_ms, coalesce((select max(a) from unnest(${[...afters]}::bigint[]) a
            where o.asked_at + a * interval '1 millisecond' <= now()), 0)),
          due_at = o.asked_at + (select min(a) from unnest(${[...afters]}::bigint[]) a
            where o.asked_at + a * interval '1 millisecond' > now()) * interval '1 millisecond'
        from due where o.forum_id = due.forum_id and o.topic_id = due.topic_id
        returning o.topic_id, o.post_id, o.author_id, o.category_id, o.asked_at, o.told_ms as after_ms`.execute(trx);
      return rows.flatMap((row) =>
        Number(row.afterMs) === 0
          ? []
          : [
              {
                topicId: topicId(row.topicId),
                postId: postId(row.postId),
                authorId: memberId(row.authorId),
                categoryId: row.categoryId === null ? null : categoryId(row.categoryId),
                askedAt: row.askedAt,
                afterMs: Number(row.afterMs),
              },
            ],
      );
    },

    /** Topics too old for any rule. Returns how many. */
    async forget(limit: number): Promise<number> {
      const { numAffectedRows } = await sql`delete from open_topic where ctid = any(array(
        select ctid from open_topic where asked_at < now() - ${forgottenAfter} limit ${limit}))`.execute(db);
      return Number(numAffectedRows ?? 0n);
    },
  };
}

export type OpenTopicStore = ReturnType<typeof createOpenTopicStore>;

function nextDue(askedAt: Date, afters: readonly number[], told: number): Date | null {
  const later = afters.filter((after) => after > told);
  return later.length === 0 ? null : new Date(askedAt.getTime() + Math.min(...later));
}
