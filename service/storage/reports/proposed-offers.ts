import { sql } from 'kysely';
import type { ForumId } from '../../model/ids.ts';
import type { Offer } from '../../model/offer.ts';
import type { Db } from '../database.ts';
import { readEventContent } from '../event-content.ts';
import { readOffer } from '../offers/offer-row.ts';

/** An offer that waits for a person, with what they need to decide. */
export interface ProposedOffer {
  offer: Offer;
  /** Null where the forum never told it, or it was erased. */
  memberName: string | null;
  /** What the member wrote, as long as it is kept. */
  text: { title: string; raw: string } | null;
}

export interface ProposedOffers {
  /** How many there are in all that the reader may see. */
  count: number;
  /** Those whose time is over first. */
  offers: readonly ProposedOffer[];
}

/** What waits for a decision. Of care only what these rules have proposed. */
export async function proposedOffers(
  db: Db,
  forum: ForumId,
  { careOf, limit }: { careOf: readonly string[]; limit: number },
): Promise<ProposedOffers> {
  const proposed = db
    .selectFrom('offer')
    .where('offer.forumId', '=', forum)
    .where('offer.state', '=', 'proposed')
    .where(sql<boolean>`least(offer.decide_by, offer.expires_at) > now()`)
    .where((eb) =>
      eb.or([eb('offer.kind', '<>', 'care'), sql<boolean>`offer.rule_id = any(${[...careOf]})`]),
    );
  const { count } = await proposed
    .select((eb) => eb.fn.countAll<string>().as('count'))
    .executeTakeFirstOrThrow();
  const rows = await proposed
    .innerJoin('event', 'event.id', 'offer.eventId')
    .leftJoin('post', (join) =>
      join.onRef('post.forumId', '=', 'offer.forumId').onRef('post.id', '=', 'offer.postId'),
    )
    .leftJoin('member', (join) =>
      join.onRef('member.forumId', '=', 'offer.forumId').onRef('member.id', '=', 'offer.memberId'),
    )
    .selectAll('offer')
    .select(['event.content', 'member.username', 'post.authorName'])
    .orderBy('offer.decideBy')
    .orderBy('offer.id')
    .limit(limit)
    .execute();
  return {
    count: Number(count),
    offers: rows.map((row) => ({
      offer: readOffer(row),
      memberName: row.username ?? row.authorName,
      text: row.content === null ? null : textOf(row.content),
    })),
  };
}

function textOf(content: object): ProposedOffer['text'] {
  const event = readEventContent(content);
  if (event.kind !== 'post.created' && event.kind !== 'post.edited') return null;
  return { title: event.post.title, raw: event.post.raw };
}
