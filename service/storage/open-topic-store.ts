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

/** Topics whose author waits for an answer, each with the moment at which it must be looked at next. */
export function createOpenTopicStore(db: Db) {
  return {
    /** A topic begins. It is due at once: the first look sets the moment that the rules ask for. */
    async begin(trx: Trx, { forum, post }: PostCreated): Promise<void> {
      const { id, topicId, authorId, categoryId, createdAt } = post;
      await sql`insert into open_topic (forum_id, topic_id, post_id, author_id, category_id, asked_at, due_at, answered_by)
        values (${forum}, ${topicId}, ${id}, ${authorId}, ${categoryId}, ${createdAt}, ${createdAt}, (
          select min(p.id) from post p where p.forum_id = ${forum} and p.topic_id = ${topicId} and p.number > 1
            and p.deleted_at is null and not p.is_bot and p.author_id <> ${authorId}))
        on conflict (forum_id, topic_id) do nothing`.execute(trx);
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
    async reopen(trx: Trx, forum: ForumId, post: PostId): Promise<void> {
      await sql`update open_topic o set answered_by = (
          select min(p.id) from post p where p.forum_id = o.forum_id and p.topic_id = o.topic_id and p.number > 1
            and p.deleted_at is null and not p.is_bot and p.author_id <> o.author_id and p.id <> ${post})
        where o.forum_id = ${forum} and o.answered_by = ${post}`.execute(trx);
    },

    /** The rules ask for other times than before: every open topic gets its next moment anew. */
    async aim(forum: ForumId, afters: readonly number[]): Promise<void> {
      await sql`update open_topic o set due_at = asked_at + (
          select min(a) from unnest(${[...afters]}::bigint[]) a where a > o.told_ms) * interval '1 millisecond'
        where o.forum_id = ${forum} and answered_by is null`.execute(db);
    },

    /**
     * Takes topics that are due and sets their next moment; told is each of the times that is over and was not told before,
     * the longest of a topic first, as it fits best now: after an outage several may be. Two workers never take the same.
     * Only due rows are looked at.
     */
    async takeDue(
      trx: Trx,
      forum: ForumId,
      { afters, limit }: { afters: readonly number[]; limit: number },
    ): Promise<{ taken: number; unanswered: UnansweredTopic[] }> {
      const { rows } = await sql<DueRow>`
        with due as (
          select forum_id, topic_id, told_ms as told_before from open_topic
          where forum_id = ${forum} and answered_by is null and due_at <= now()
          order by due_at limit ${limit} for update skip locked
        ),
        times as (select unnest(${[...afters]}::bigint[]) as after_ms)
        update open_topic o set
          told_ms = greatest(o.told_ms, coalesce((
            select max(after_ms) from times where o.asked_at + after_ms * interval '1 millisecond' <= now()), 0)),
          due_at = o.asked_at + (
            select min(after_ms) from times where o.asked_at + after_ms * interval '1 millisecond' > now()
          ) * interval '1 millisecond'
        from due where o.forum_id = due.forum_id and o.topic_id = due.topic_id
        returning o.topic_id, o.post_id, o.author_id, o.category_id, o.asked_at, o.told_ms, due.told_before`.execute(
        trx,
      );
      return { taken: rows.length, unanswered: rows.flatMap((row) => readDue(row, afters)) };
    },

    /** A member is erased: nothing is kept of what they wait for. */
    async forgetMember(trx: Trx, forum: ForumId, author: MemberId): Promise<void> {
      await trx.deleteFrom('openTopic').where('forumId', '=', forum).where('authorId', '=', author).execute();
    },
  };
}

export type OpenTopicStore = ReturnType<typeof createOpenTopicStore>;

interface DueRow {
  topicId: number;
  postId: number;
  authorId: number;
  categoryId: number | null;
  askedAt: Date;
  toldMs: string;
  toldBefore: string;
}

function readDue(row: DueRow, afters: readonly number[]): UnansweredTopic[] {
  const over = afters.filter((after) => after > Number(row.toldBefore) && after <= Number(row.toldMs));
  return over
    .toSorted((a, b) => b - a)
    .map((afterMs) => ({
      topicId: topicId(row.topicId),
      postId: postId(row.postId),
      authorId: memberId(row.authorId),
      categoryId: row.categoryId === null ? null : categoryId(row.categoryId),
      askedAt: row.askedAt,
      afterMs,
    }));
}
