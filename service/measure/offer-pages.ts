import type { ForumId, MemberId } from '../model/ids.ts';
import type { Consent } from '../model/member.ts';
import type { Offer } from '../model/offer.ts';
import type { StopScope } from '../model/stop-scope.ts';
import type { Db, Trx } from '../storage/database.ts';
import type { DeclinedPart } from '../storage/members/declined-parts.ts';
import type { OfferStore } from '../storage/offers/offer-store.ts';
import type { OutcomeStore } from '../storage/outcomes/outcome-store.ts';
import type { SignalStore } from '../storage/signal-store.ts';
import { type OwnWishDeps, allowOwn, declineOwn } from './own-wish.ts';

export interface OfferPagesDeps {
  db: Db;
  offers: Pick<OfferStore, 'byMarker'> & OwnWishDeps['offers'];
  outcomes: Pick<OutcomeStore, 'voteOn'>;
  signals: Pick<SignalStore, 'addFeedback'>;
  members: OwnWishDeps['members'];
  rules: OwnWishDeps['rules'];
  clock(handle: Db | Trx): Promise<Date>;
  optOut(member: { forum: ForumId; member: MemberId; username: string; why: string }): Promise<void>;
}

/** An offer as its page tells it. */
export interface OfferOnPage {
  offer: Offer;
  /** What its member said of it last; null: nothing yet. */
  helped: boolean | null;
  /** What its member wants no more of, as far as this offer is concerned. */
  stopped: ReadonlySet<StopScope>;
  /** Until when they want nothing; null: no such pause, or it is over. */
  pausedUntil: Date | null;
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
      const consent = known?.consent ?? { state: 'open' };
      const now = await deps.clock(deps.db);
      const pausedUntil = pauseIn(consent, now);
      return {
        offer,
        helped: await deps.outcomes.voteOn(offer.id),
        stopped: new Set([
          ...stoppedFor(offer, consent),
          ...(pausedUntil === null ? [] : ['weeks' as const]),
        ]),
        pausedUntil,
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

    /** No more of these, as far as they say. False: it is not an offer of theirs, or it stands in no topic. */
    async stop(forum: ForumId, name: string, stop: { by: OfferVisitor; scope: StopScope }): Promise<boolean> {
      const { by, scope } = stop;
      const offer = await findOwn(forum, name, by);
      if (offer === null) return false;
      if (scope === 'all') {
        const why = 'pressed stop on the page of an offer';
        await deps.optOut({ forum, member: by.id, username: by.username, why });
        return true;
      }
      const part = partOf(offer, scope, await deps.clock(deps.db));
      if (part === null) return false;
      await declineOwn(deps, { forum, ...by }, part);
      return true;
    },

    /** Takes back all that they have stopped; what they have set in the forum itself still holds. */
    async again(forum: ForumId, name: string, by: OfferVisitor): Promise<boolean> {
      const offer = await findOwn(forum, name, by);
      if (offer === null) return false;
      await allowOwn(deps, { forum, ...by });
      return true;
    },
  };
}

export type OfferPages = ReturnType<typeof createOfferPages>;

const pauseMs = 28 * 24 * 3_600_000;

function partOf(offer: Offer, scope: Exclude<StopScope, 'all'>, now: Date): DeclinedPart | null {
  switch (scope) {
    case 'rule':
      return { part: 'rule', rule: offer.rule };
    case 'kind':
      return { part: 'kind', kind: offer.kind };
    case 'topic':
      return offer.topicId === null ? null : { part: 'topic', topicId: offer.topicId };
    case 'weeks':
      return { part: 'everything', until: new Date(now.getTime() + pauseMs) };
  }
}

function stoppedFor({ rule, kind, topicId }: Offer, consent: Consent): StopScope[] {
  if (consent.state === 'open') return [];
  if (consent.scope === 'all') return ['all'];
  const kinds: StopScope[] = consent.kinds.includes(kind) ? ['kind'] : [];
  if (consent.scope === 'kinds') return kinds;
  return [
    ...(consent.rules.includes(rule) ? ['rule' as const] : []),
    ...kinds,
    ...(topicId !== null && consent.topics.includes(topicId) ? ['topic' as const] : []),
  ];
}

function pauseIn(consent: Consent, now: Date): Date | null {
  if (consent.state === 'open' || consent.scope !== 'some' || consent.until === null) return null;
  return consent.until > now ? consent.until : null;
}
