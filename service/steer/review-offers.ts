import { chooseText, notedSituation } from '../engine/render/choose-text.ts';
import { type ForumId, offerId } from '../model/ids.ts';
import type { Offer } from '../model/offer.ts';
import { type EditFault, checkEdit, tidyBody } from '../rulebook/resources/edit-guide.ts';
import { findResource } from '../rulebook/resources/find-resource.ts';
import type { GuideText } from '../rulebook/resources/resource.ts';
import type { Rulebook } from '../rulebook/rulebook.ts';
import type { Db, Trx } from '../storage/database.ts';
import type { Review, ReviewStore } from '../storage/offers/review-store.ts';
import type { RuleStore } from '../storage/rule-store.ts';
import type { ChangedBy } from './actions.ts';

export interface ReviewDeps {
  db: Db;
  reviews: ReviewStore;
  rules: Pick<RuleStore, 'recordChange'>;
  rulebook(): Rulebook;
}

/** Who decides. `account`: the forum's own word for who this is; null where only a password was asked. */
export interface Reviewer extends ChangedBy {
  forum: ForumId;
  account: string | null;
}

export type Reviewed =
  | { done: true }
  /** `faults` of an edited text, in the order of its lines. */
  | { done: false; because: 'gone' | 'care_as_it_is' | 'text_has_faults'; faults: readonly EditFault[] };

/** Decisions over proposed offers; the dashboard and the command line call the same functions. */
export function createReviews(deps: ReviewDeps) {
  /** One offer in one transaction: with `because` nothing was changed. */
  async function decide(
    by: Reviewer,
    id: string,
    act: (trx: Trx, offer: Offer, guide: Guide | null) => Promise<Reviewed>,
  ): Promise<Reviewed> {
    if (!/^\d{1,18}$/.test(id)) return not('gone');
    return await deps.db.transaction().execute(async (trx) => {
      const offer = await deps.reviews.lockProposed(trx, by.forum, offerId(id));
      // Whoever may not send care does not learn that there is any.
      if (offer === null || !mayDecide(deps.rulebook(), offer, by.account)) return not('gone');
      return await act(trx, offer, guideOf(deps.rulebook(), offer));
    });
  }

  async function note(trx: Trx, by: Reviewer, what: string, offer: Offer): Promise<void> {
    // What was decided over care is kept with the offer, where approvers alone find it.
    if (offer.kind === 'care') return;
    const { forum, who, why, memberId, madeOn } = by;
    await deps.rules.recordChange(trx, {
      forum,
      who,
      why,
      ...(memberId === undefined ? {} : { memberId }),
      ...(madeOn === undefined ? {} : { madeOn }),
      what,
      subject: `offer ${offer.id} of ${offer.rule}`,
    });
  }

  return {
    /**
     * Lets an offer be sent, as it is or with `edited` in place of the guide's text (slots not filled). Everything is
     * asked again before it is sent. Care goes out word for word as its approver saw it, or not at all: `edited` must be
     * just that text.
     */
    async approve(by: Reviewer & { id: string; edited: string | null }): Promise<Reviewed> {
      return await decide(by, by.id, async (trx, offer, guide) => {
        const typed = by.edited === null ? null : tidyBody(by.edited);
        const body = guide?.text.body.trim() ?? null;
        if (offer.kind === 'care' && (typed === null || typed !== body)) return not('care_as_it_is');
        const edited = typed === null || typed === body ? null : typed;
        if (edited !== null && guide === null) return not('gone');
        const { site } = deps.rulebook();
        const faults =
          edited === null || guide === null
            ? []
            : checkEdit(guide.text, edited, { locale: guide.locale, site });
        if (faults.length > 0) return { done: false, because: 'text_has_faults', faults };
        const kept = offer.kind === 'care' ? typed : edited;
        await deps.reviews.approve(trx, offer, reviewOf(by, guide, edited), kept);
        await note(trx, by, edited === null ? 'approve' : 'edit and approve', offer);
        return { done: true };
      });
    },

    /** The offer ends; its places are given back. */
    async reject(by: Reviewer & { id: string }): Promise<Reviewed> {
      return await decide(by, by.id, async (trx, offer, guide) => {
        await deps.reviews.reject(trx, offer, reviewOf(by, guide, null));
        await note(trx, by, 'reject', offer);
        return { done: true };
      });
    },
  };
}

export type Reviews = ReturnType<typeof createReviews>;

/** Care is decided by the accounts that its rule names, who have signed in with them. */
export function mayDecide(
  { rules }: Pick<Rulebook, 'rules'>,
  offer: Pick<Offer, 'kind' | 'rule'>,
  account: string | null,
): boolean {
  if (offer.kind !== 'care') return true;
  return account !== null && (rules.get(offer.rule)?.approvers ?? []).includes(account.toLowerCase());
}

interface Guide {
  text: GuideText;
  locale: string;
}

/** The text that an offer would be sent with; null where the rules no longer have it. */
export function guideOf(
  rulebook: Rulebook,
  { resource: id, locale, because }: Pick<Offer, 'resource' | 'locale' | 'because'>,
): Guide | null {
  const resource = findResource(rulebook, id);
  if (resource === undefined) return null;
  return chooseText({ site: rulebook.site, resource }, { locale, situation: notedSituation(because) });
}

function reviewOf({ who, why }: Reviewer, guide: Guide | null, editedText: string | null): Review {
  return { who, why, proposedText: guide?.text.body ?? null, editedText };
}

function not(because: 'gone' | 'care_as_it_is'): Reviewed {
  return { done: false, because, faults: [] };
}
