import { sql } from 'kysely';
import type { EventSource, PostLiked, TopicChanged } from '../model/event.ts';
import {
  type CategoryId,
  type ForumId,
  type MemberId,
  type PostId,
  type TopicId,
  memberId,
  postId,
} from '../model/ids.ts';
import type { TopicReply } from '../model/post.ts';
import type { Db, Trx } from './database.ts';

/** A post as the ledger keeps it: that it exists, never what it says. */
export interface SeenPost {
  forum: ForumId;
  id: PostId;
  topicId: TopicId;
  number: number;
  authorId: MemberId;
  authorName: string;
  isBot: boolean;
  categoryId: CategoryId | null;
  createdAt: Date;
  updatedAt: Date;
  /** Waypost's own mark, in a post of the bot. */
  marker: string | null;
  /** `sending`: Waypost wrote it itself. */
  seenThrough: EventSource | 'sending';
}

export interface SeenTopic {
  categoryId: number | null;
  authorId: number | null;
  tags: readonly string[] | null;
  closed: boolean | null;
  archived: boolean | null;
  deleted: boolean;
  toldAt: Date;
  isOurs: boolean;
}

export function createPostStore(db: Db) {
  return {
    /** Notes that a post exists. An older telling never undoes a newer one. */
    async see(trx: Trx, post: SeenPost): Promise<void> {
      const { forum, ...rest } = post;
      await trx
        .insertInto('post')
        .values({ forumId: forum, ...rest })
        .onConflict((conflict) =>
          conflict
            .columns(['forumId', 'id'])
            .doUpdateSet({
              topicId: post.topicId,
              number: post.number,
              authorId: post.authorId,
              authorName: post.authorName,
              categoryId: post.categoryId,
              updatedAt: post.updatedAt,
              marker: sql<string | null>`coalesce(excluded.marker, post.marker)`,
            })
            .where(sql<boolean>`post.updated_at <= excluded.updated_at`),
        )
        .execute();
    },

    async setDeleted(trx: Trx, forum: ForumId, id: PostId, deletedAt: Date | null): Promise<void> {
      await trx
        .updateTable('post')
        .set({ deletedAt })
        .where('forumId', '=', forum)
        .where('id', '=', id)
        .execute();
    },

    /** Two accounts have become one: what the first wrote is the other's. */
    async moveToAuthor(trx: Trx, forum: ForumId, from: MemberId, into: MemberId): Promise<void> {
      await sql`update post set author_id = ${into}, author_name = coalesce(
          (select username from member where forum_id = ${forum} and id = ${into}), '')
        where forum_id = ${forum} and author_id = ${from}`.execute(trx);
      for (const table of ['topic', 'open_topic']) {
        await sql`update ${sql.table(table)} set author_id = ${into}
          where forum_id = ${forum} and author_id = ${from}`.execute(trx);
      }
    },

    /** The place of a post in its topic, as last told. */
    async numberOf(forum: ForumId, id: PostId): Promise<number | null> {
      const row = await db
        .selectFrom('post')
        .select('number')
        .where('forumId', '=', forum)
        .where('id', '=', id)
        .executeTakeFirst();
      return row?.number ?? null;
    },

    /** Whether one of Waypost's own posts has ever been seen with this marker, though it may be gone since. */
    async everSawMarker(forum: ForumId, marker: string): Promise<boolean> {
      const row = await db
        .selectFrom('post')
        .select('id')
        .where('forumId', '=', forum)
        .where('marker', '=', marker)
        .limit(1)
        .executeTakeFirst();
      return row !== undefined;
    },

    /** How many had liked the post by the time of this like, and when the post was written, if we saw that. */
    async likesUpTo(like: PostLiked): Promise<{ likes: number; writtenAt: Date | null }> {
      const { forum, postId: id, occurredAt, logicalKey } = like;
      const row = await db
        .selectFrom('event')
        .select((eb) => eb.fn.countAll<string>().as('likes'))
        .where('forumId', '=', forum)
        .where('postId', '=', id)
        .where('kind', '=', 'post.liked')
        .where(sql<boolean>`(occurred_at, logical_key) <= (${occurredAt}::timestamptz, ${logicalKey})`)
        .executeTakeFirstOrThrow();
      const post = await db
        .selectFrom('post')
        .select('createdAt')
        .where('forumId', '=', forum)
        .where('id', '=', id)
        .executeTakeFirst();
      return { likes: Number(row.likes), writtenAt: post?.createdAt ?? null };
    },

    /** Which of these posts nobody has told us of. */
    async unseen(forum: ForumId, ids: readonly PostId[]): Promise<PostId[]> {
      if (ids.length === 0) return [];
      const rows = await db
        .selectFrom('post')
        .select('id')
        .where('forumId', '=', forum)
        .where('id', 'in', [...ids])
        .execute();
      const seen = new Set(rows.map((row) => row.id));
      return ids.filter((id) => !seen.has(id));
    },

    /** How much an author has written up to a moment, as far as the ledger reaches, and when last before it. */
    async authorship(
      handle: Db | Trx,
      forum: ForumId,
      author: MemberId,
      upTo: { createdAt: Date; since: Date | null },
    ): Promise<{ posts: number; lastBefore: Date | null }> {
      const row = await handle
        .selectFrom('post')
        .select((eb) => [
          eb.fn.countAll<string>().as('posts'),
          eb.fn.max('createdAt').filterWhere('createdAt', '<', upTo.createdAt).as('lastBefore'),
        ])
        .where('forumId', '=', forum)
        .where('authorId', '=', author)
        .where('createdAt', '<=', upTo.createdAt)
        .$if(upTo.since !== null, (query) => query.where('createdAt', '>', upTo.since as Date))
        .executeTakeFirstOrThrow();
      return { posts: Number(row.posts), lastBefore: row.lastBefore };
    },

    async repliesIn(handle: Db | Trx, forum: ForumId, topic: TopicId): Promise<TopicReply[]> {
      const rows = await handle
        .selectFrom('post')
        .select(['id', 'number', 'authorId', 'authorName', 'isBot', 'createdAt'])
        .where('forumId', '=', forum)
        .where('topicId', '=', topic)
        .where('deletedAt', 'is', null)
        .orderBy('number')
        .execute();
      return rows.map((row) => ({
        postId: postId(row.id),
        number: row.number,
        authorId: memberId(row.authorId),
        authorName: row.authorName,
        isBot: row.isBot,
        createdAt: row.createdAt,
      }));
    },

    /** The newest state of a topic that a webhook has told. */
    async rememberTopic(trx: Trx, topic: TopicChanged): Promise<void> {
      const state = {
        categoryId: topic.categoryId,
        authorId: topic.authorId,
        tags: topic.tags === null ? null : [...topic.tags],
        closed: topic.closed,
        archived: topic.archived,
        deleted: topic.deleted,
        toldAt: topic.occurredAt,
      };
      await trx
        .insertInto('topic')
        .values({ forumId: topic.forum, id: topic.topicId, ...state })
        .onConflict((conflict) =>
          conflict
            .columns(['forumId', 'id'])
            .doUpdateSet({ ...state, tags: state.tags ?? sql<string[] | null>`topic.tags` })
            .where(sql<boolean>`topic.told_at <= excluded.told_at`),
        )
        .execute();
    },

    async topic(handle: Db | Trx, forum: ForumId, id: TopicId): Promise<SeenTopic | null> {
      const row = await handle
        .selectFrom('topic')
        .select(['categoryId', 'authorId', 'tags', 'closed', 'archived', 'deleted', 'toldAt', 'isOurs'])
        .where('forumId', '=', forum)
        .where('id', '=', id)
        .executeTakeFirst();
      return row ?? null;
    },

    /** Notes that Waypost itself opened this message topic: there, and in no other, members are heard in private. */
    async rememberOwnMessage(trx: Trx, forum: ForumId, id: TopicId, at: Date): Promise<void> {
      await trx
        .insertInto('topic')
        .values({ forumId: forum, id, toldAt: at, isOurs: true })
        .onConflict((conflict) => conflict.columns(['forumId', 'id']).doUpdateSet({ isOurs: true }))
        .execute();
    },

    async isOwnMessage(forum: ForumId, id: TopicId): Promise<boolean> {
      const row = await db
        .selectFrom('topic')
        .select('isOurs')
        .where('forumId', '=', forum)
        .where('id', '=', id)
        .executeTakeFirst();
      return row?.isOurs ?? false;
    },

    /** Own posts that carry one marker twice or more: the later ones are the janitor's. */
    async doubledMarkers(forum: ForumId): Promise<{ marker: string; keep: PostId; extra: PostId[] }[]> {
      const rows = await db
        .selectFrom('post')
        .select(['marker', sql<number[]>`array_agg(id order by id)`.as('ids')])
        .where('forumId', '=', forum)
        .where('marker', 'is not', null)
        .where('deletedAt', 'is', null)
        .groupBy('marker')
        .having((eb) => eb(eb.fn.countAll(), '>', 1))
        .execute();
      return rows.flatMap(({ marker, ids }) => {
        const [keep, ...extra] = ids.map(postId);
        return marker && keep !== undefined ? [{ marker, keep, extra }] : [];
      });
    },
  };
}

export type PostStore = ReturnType<typeof createPostStore>;
