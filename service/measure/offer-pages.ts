import type { ForumId, MemberId } from '../model/ids.ts';
import type { Offer } from '../model/offer.ts';
import type { Db, Trx } from '../storage/database.ts';
import type { MemberStore } from '../storage/members/member-store.ts';
import type { OfferStore } from '../storage/offers/offer-store.ts';
import type { OutcomeStore } from '../storage/outcomes/outcome-store.ts';
import type { SignalStore } from '../storage/signal-store.ts';

export interface OfferPagesDeps {
  db: Db;
  offers: Pick<OfferStore, 'byMarker'>;
  outcomes: Pick<OutcomeStore, 'voteOn'>;
  signals: Pick<SignalStore, 'addFeedback'>;
  members: Pick<MemberStore, 'find'>;
  clock(handle: Db | Trx): Promise<Date>;
  optOut(member: { forum: ForumId; member: MemberId; username: string; why: string }): Promise<void>;
}

/** An offer as its page tells it. */
export interface OfferOnPage {
  offer: Offer;
  /** What its member said of it last; null: nothing yet. */
  helped: boolean | null;
  /** Its member wants no more offers. */
  hasStopped: boolean;
}

/** Who acts on the page of an offer: the forum has said who it is. */
export interface OfferVisitor {
  id: MemberId;
  username: string;
}

/** The pages of offers that were shown, and what the member whom an offer was made to does there. Care has no page. */
export function createOfferPages(deps: OfferPagesDeps) {
  async function find(forum: ForumId, name: string): Promise<Offer | null> {
    const offer = await deps.offers.byMarker(deps.db, forum, name);
    if (offer === null || offer.kind === 'care' || offer.sentAt === null) return null;
    return offer.state === 'sent' || offer.state === 'withdrawn' ? offer : null;
  }

  async function findOwn(forum: ForumId, name: string, visitor: OfferVisitor): Promise<Offer | null> {
    const offer = await find(forum, name);
    return offer?.memberId === visitor.id ? offer : null;
  }

  return {
    /** Null for an offer that was never shown, is gone, or is nobody's business. */
    async find(forum: ForumId, name: string): Promise<OfferOnPage | null> {
      const offer = await find(forum, name);
      if (offer === null) return null;
      const known = await deps.members.find(deps.db, forum, offer.memberId);
      return {
        offer,
        helped: await deps.outcomes.voteOn(offer.id),
        hasStopped: known?.consent.state === 'declined' && known.consent.scope === 'all',
      };
    },

    /** The last word counts. False: it is not an offer of theirs. */
    async vote(forum: ForumId, name: string, vote: { by: OfferVisitor; helped: boolean }): Promise<boolean> {
      const offer = await findOwn(forum, name, vote.by);
      if (offer === null) return false;
      await deps.db.transaction().execute(async (trx) => {
        const at = await deps.clock(trx);
        await deps.signals.addFeedback(trx, offer.id, { what: 'rated', helped: vote.helped }, at);
      });
      return true;
    },

    /** No offer of any kind any more. False: it is not an offer of theirs. */
    async stop(forum: ForumId, name: string, by: OfferVisitor): Promise<boolean> {
      const offer = await findOwn(forum, name, by);
      if (offer === null) return false;
      const why = 'pressed stop on the page of an offer';
      await deps.optOut({ forum, member: by.id, username: by.username, why });
      return true;
    },
  };
}

export type OfferPages = ReturnType<typeof createOfferPages>;
