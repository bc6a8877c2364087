import type { ForumCore } from '../forum-core.ts';
import type { ForumMember } from '../state/records.ts';
import { createCardActs } from './member-acts.ts';
import { preferencesAnswer } from './preferences.ts';
import type { WaypostOffer, WaypostSignal } from './records.ts';
import { ageOutbox } from './signals.ts';
import type { SnoozeDays } from './vocabulary.ts';
import { createWishActs } from './wish-acts.ts';
import type { PreferenceChange } from './wish-acts.ts';

interface OnOffer {
  as: string;
  id: string;
}

/** What the plugin shows and what members do with it, by their names; throws `ForumRefusal` where the plugin would refuse. */
export function createPluginActs(core: ForumCore, member: (username: string) => ForumMember) {
  const cards = createCardActs(core);
  const wishes = createWishActs(core);
  return {
    /** Every offer there ever was, in the order in which they came, with its state. */
    offers: (): WaypostOffer[] => [...core.state.waypost.offers.all()],
    /** The whole outbox as it is kept. */
    signals: (): WaypostSignal[] => [...core.state.waypost.signals.all()],
    ageOutbox: (upTo?: number) => ageOutbox(core, upTo),

    see: ({ as, ids }: { as: string; ids: readonly string[] }) => cards.see(member(as), ids),
    click: ({ as, id }: OnOffer) => cards.click(member(as), id),
    rate: ({ as, id, helped }: OnOffer & { helped: boolean }) => cards.rate(member(as), id, helped),
    dismiss: ({ as, id }: OnOffer) => cards.dismiss(member(as), id),
    snooze: ({ as, id, days }: OnOffer & { days: SnoozeDays }) => cards.snooze(member(as), id, days),
    restore: ({ as, id }: OnOffer) => cards.restore(member(as), id),
    declineKind: ({ as, id }: OnOffer) => cards.declineKind(member(as), id),
    markStep: ({ as, id, step, done }: OnOffer & { step: string; done: boolean }) =>
      cards.markStep(member(as), id, step, done),
    askPerson: ({ as, id }: OnOffer) => cards.askPerson(member(as), id),

    preferences: (username: string) => preferencesAnswer(core, member(username)),
    changePreferences: ({ as, preferences }: { as: string; preferences: PreferenceChange }) =>
      wishes.changePreferences(member(as), preferences),
    ignoreBot: ({ as, ignored = true }: { as: string; ignored?: boolean }) =>
      wishes.ignoreBot(member(as), ignored),
    visitCategory: ({ as, categoryId }: { as: string; categoryId: number }) =>
      wishes.visitCategory(member(as), categoryId),
    missSearch: ({ as, term }: { as: string; term: string }) => wishes.missSearch(member(as), term),
    erase: ({ as, how = 'erased' }: { as: string; how?: 'erased' | 'anonymized' | 'deleted' }) =>
      wishes.erase(member(as), `member_${how}`),
    merge: ({ as, into }: { as: string; into: string }) => wishes.merge(member(as), member(into)),
  };
}
