import type { ForumCore } from '../forum-core.ts';
import { ForumRefusal } from '../refusal.ts';
import type { ForumMember } from '../state/records.ts';
import { helperGroup, isRestorable } from './cards.ts';
import { preferenceOf, preferencesAnswer } from './preferences.ts';
import { finish } from './put-offer.ts';
import type { OfferTraces, WaypostOffer } from './records.ts';
import { recordSignal } from './signals.ts';
import type { SnoozeDays } from './vocabulary.ts';

const dayMs = 24 * 60 * 60_000;

/** What a member does with their own cards and banners (§3.3); others' are not found. */
export function createCardActs(core: ForumCore) {
  const { waypost } = core.state;
  const now = (): string => core.now().toISOString();

  function own(member: ForumMember, id: string): WaypostOffer {
    const offer = waypost.offers.get(id);
    if (!offer || offer.memberId !== member.id || offer.state !== 'shown')
      throw new ForumRefusal({ kind: 'not_found' });
    return offer;
  }
  const trace = (offer: WaypostOffer, traces: Partial<OfferTraces>): WaypostOffer => ({
    ...offer,
    traces: { ...offer.traces, ...traces },
  });
  const tell = (offer: WaypostOffer, name: string, data: Readonly<Record<string, unknown>> = {}): void =>
    void recordSignal(core, name, { ...of(offer), data });

  const tellPreferences = (member: ForumMember): void =>
    void recordSignal(core, 'preferences_changed', {
      memberId: member.id,
      data: { preferences: preferencesAnswer(core, member) },
    });

  /** Until when its kind rests all the same, for other cards that were put off; null: it is awake again. */
  function wakeKind(offer: WaypostOffer, until: string): string | null {
    const wish = preferenceOf(core, offer.memberId ?? 0);
    const others = [...waypost.offers.all()].filter(
      ({ id, memberId, kind }) => id !== offer.id && memberId === offer.memberId && kind === offer.kind,
    );
    const kindUntil = wish.snoozed[offer.kind] ?? '';
    const rest =
      kindUntil > until
        ? kindUntil
        : others.map(({ traces }) => traces.snoozedUntil ?? '').reduce(later, now());
    const { [offer.kind]: _, ...awake } = wish.snoozed;
    const isResting = rest > now();
    waypost.preferences.put({ ...wish, snoozed: isResting ? { ...awake, [offer.kind]: rest } : awake });
    return isResting ? rest : null;
  }

  return {
    see(member: ForumMember, ids: readonly string[]): void {
      const isNew = (id: string): boolean => {
        const offer = waypost.offers.get(id);
        return offer?.memberId === member.id && offer.state === 'shown' && offer.traces.seenAt === null;
      };
      const fresh = ids.filter(isNew).toSorted();
      if (fresh.length === 0) return;
      core.state.together(() => {
        for (const id of fresh) waypost.offers.put(trace(own(member, id), { seenAt: now() }));
        recordSignal(core, 'cards_seen', { memberId: member.id, data: { offer_ids: fresh } });
      });
    },
    click(member: ForumMember, id: string): WaypostOffer {
      const offer = own(member, id);
      if (offer.traces.clickedAt !== null) return offer;
      tell(offer, 'card_clicked');
      return waypost.offers.put(trace(offer, { clickedAt: now() }));
    },
    rate(member: ForumMember, id: string, helped: boolean): WaypostOffer {
      const offer = own(member, id);
      const rating = helped ? 'helped' : 'not_helped';
      if (offer.traces.rating === rating) return offer;
      tell(offer, 'card_rated', { helped });
      return finish(core, trace(offer, { rating, ratedAt: now() }));
    },
    dismiss(member: ForumMember, id: string): WaypostOffer {
      const offer = own(member, id);
      if (offer.traces.dismissedAt !== null) return offer;
      tell(offer, 'card_dismissed');
      return finish(core, trace(offer, { dismissedAt: now() }));
    },
    /** This card, and new help of its kind, come no earlier than the time in the answer; the kind later, if that was said before. */
    snooze(member: ForumMember, id: string, days: SnoozeDays): string {
      const offer = own(member, id);
      const until = new Date(core.now().getTime() + days * dayMs).toISOString();
      const wish = preferenceOf(core, member.id);
      const kindUntil = later(wish.snoozed[offer.kind], until);
      waypost.preferences.put({ ...wish, snoozed: { ...wish.snoozed, [offer.kind]: kindUntil } });
      tell(offer, 'card_snoozed', { days, until: kindUntil, kind: offer.kind });
      finish(core, trace(offer, { snoozedAt: now(), snoozedUntil: until }));
      return until;
    },
    /** Takes a dismissal or a snooze of the last ten minutes back. */
    restore(member: ForumMember, id: string): WaypostOffer {
      const offer = own(member, id);
      if (!isRestorable(offer, core.now())) throw new ForumRefusal({ kind: 'not_found' });
      const rest = offer.traces.snoozedUntil === null ? null : wakeKind(offer, offer.traces.snoozedUntil);
      tell(offer, 'card_restored');
      if (rest !== null) tellPreferences(member);
      return finish(core, trace(offer, { dismissedAt: null, snoozedAt: null, snoozedUntil: null }));
    },
    declineKind(member: ForumMember, id: string): WaypostOffer {
      const offer = own(member, id);
      const wish = preferenceOf(core, member.id);
      const declinedKinds = [...new Set([...wish.declinedKinds, offer.kind])].toSorted();
      waypost.preferences.put({ ...wish, declinedKinds });
      tell(offer, 'kind_declined', { kind: offer.kind });
      tellPreferences(member);
      return offer;
    },
    markStep(member: ForumMember, id: string, step: string, done: boolean): WaypostOffer {
      const offer = own(member, id);
      if (!offer.steps.some(({ key }) => key === step)) throw new ForumRefusal({ kind: 'not_found' });
      const { doneSteps } = offer.traces;
      if (doneSteps.includes(step) === done) return offer;
      const all = done ? [...doneSteps, step] : doneSteps.filter((key) => key !== step);
      tell(offer, 'step_changed', { step, done, done_count: all.length, of: offer.steps.length });
      return finish(core, trace(offer, { doneSteps: all }));
    },
    /** The beginnings of a message to the helpers; nothing has been sent. */
    askPerson(member: ForumMember, id: string): { recipients: string; title: string; body: string } {
      const offer = own(member, id);
      if (offer.traces.askedPersonAt === null) {
        tell(offer, 'person_asked');
        waypost.offers.put(trace(offer, { askedPersonAt: now() }));
      }
      const topic = core.state.topics.get(offer.topicId ?? 0);
      const number = core.state.posts.get(offer.postId ?? 0)?.number;
      const place = topic ? `${core.baseUrl()}/t/${topic.slug}/${topic.id}/${number ?? 1}` : core.baseUrl();
      return {
        recipients: helperGroup,
        title: `A question about “${offer.title ?? ''}”`,
        body: `I would like to ask a person about this:\n\n${place}\n\n`,
      };
    },
  };
}

function later(one: string | undefined, other: string): string {
  return one !== undefined && one > other ? one : other;
}

function of(offer: WaypostOffer): { memberId?: number; offerId: string } {
  return { ...(offer.memberId === null ? {} : { memberId: offer.memberId }), offerId: offer.id };
}
