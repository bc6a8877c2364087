import { sql } from 'kysely';
import type { ForumId, MemberId, OfferId, PostId, TopicId } from '../../model/ids.ts';
import type { OutcomeBy } from '../../model/outcome.ts';
import type { Db, Trx } from '../database.ts';
import { attributeOutcomes } from './attribute.ts';
import { createLinkClicks } from './link-clicks.ts';
import { recordFolded } from '../reply-fold-store.ts';
import { noteOutcome } from './note-outcome.ts';

/** What happened after offers. Everything may be told twice, in any order, and counts once. */
export function createOutcomeStore(db: Db) {
  return {
    ...createLinkClicks(db),

    /** Whether it is this process's turn to look what became of what was shown; once in `everyMs` over all processes. */
    async takeMeasuring(forum: ForumId, everyMs: number): Promise<boolean> {
      const taken = await sql`update forum set measured_at = now() where id = ${forum}
        and (measured_at is null or measured_at <= now() - ${everyMs} * interval '1 millisecond')`.execute(
        db,
      );
      return (taken.numAffectedRows ?? 0n) > 0n;
    },

    async attribute(forum: ForumId): Promise<void> {
      await attributeOutcomes(db, forum);
    },

    /** Somebody likes a reply or a message of ours. */
    async noteLike(forum: ForumId, reply: PostId, like: { by: MemberId; at: Date }): Promise<void> {
      const by = sql<OutcomeBy>`case when offer.member_id = ${like.by} then 'author' else 'member' end`;
      const where = sql<boolean>`offer.reply_post_id = ${reply}`;
      await noteOutcome(db, forum, { what: 'liked', by, at: like.at, where });
    },

    /** Moderators agreed with a flag on a post of ours. */
    async noteFlag(forum: ForumId, reply: PostId, at: Date): Promise<void> {
      const where = sql<boolean>`offer.reply_post_id = ${reply}`;
      await noteOutcome(db, forum, { what: 'flagged', by: 'staff', at, where });
    },

    /** The words of a post of ours are not ours any more. */
    async noteEdit(trx: Trx, forum: ForumId, reply: PostId, at: Date): Promise<void> {
      const where = sql<boolean>`offer.reply_post_id = ${reply}`;
      await noteOutcome(trx, forum, { what: 'edited', by: 'staff', at, where });
    },

    /** A topic with offers in it got a solution; `solution` is null where nobody says which post that is. */
    async noteSolved(
      forum: ForumId,
      topic: TopicId,
      told: { solution: PostId | null; at: Date },
    ): Promise<void> {
      const { solution, at } = told;
      const here = sql<boolean>`offer.topic_id = ${topic} and offer.channel <> 'message'`;
      const isOurs = sql<boolean>`offer.reply_post_id = ${solution}`;
      await noteOutcome(db, forum, { what: 'solved', by: 'forum', at, where: here });
      await noteOutcome(db, forum, { what: 'accepted', by: 'member', at, where: isOurs });
    },

    /** The solution was taken back. */
    async forgetSolved(forum: ForumId, topic: TopicId, at: Date): Promise<void> {
      await sql`delete from outcome using offer where offer.id = outcome.offer_id and outcome.forum_id = ${forum}
        and offer.topic_id = ${topic} and what in ('solved', 'accepted') and at <= ${at}`.execute(db);
    },

    /** What its member said of an offer last; null: nothing. */
    async voteOn(id: OfferId): Promise<boolean | null> {
      const row = await db
        .selectFrom('offerFeedback')
        .select('helped')
        .where('offerId', '=', id)
        .executeTakeFirst();
      return row?.helped ?? null;
    },

    /** The forum tells that a reply stands as Waypost folded it, whatever became of the answer to that edit. */
    noteFolded: (trx: Trx, id: OfferId): Promise<void> => recordFolded(trx, id),

    /** The lines that Waypost wrote into a reply when it folded it; null: it never began to. */
    async foldedText(trx: Trx, id: OfferId): Promise<string | null> {
      const row = await trx
        .selectFrom('replyFold')
        .select('body')
        .where('offerId', '=', id)
        .executeTakeFirst();
      return row?.body ?? null;
    },
  };
}

export type OutcomeStore = ReturnType<typeof createOutcomeStore>;
