import { z } from 'zod';
import type { Kind } from '../../../model/decision.ts';
import type { CategoryId, MemberId } from '../../../model/ids.ts';
import type { Preferences } from '../../../model/plugin.ts';
import { categoryIdField, dateField, memberIdField } from '../fields.ts';
import { kindsField } from './read-capabilities.ts';
import { readPreferences } from './read-preferences.ts';
import type { PluginSignal } from './read-signals.ts';

/** The version of signals that `plugin/CONTRACT.md` describes. */
const knownSchema = 1;

/** What a member did with one offer. */
export type OfferAct =
  | { act: 'seen' | 'clicked' | 'dismissed' | 'restored' | 'asked_person' }
  | { act: 'rated'; helped: boolean }
  | { act: 'snoozed'; until: Date; kind: Kind | null }
  | { act: 'marked_step'; step: string; done: boolean };

/** What a member has changed about what may reach them. */
export type WishChange =
  | { wish: 'all'; preferences: Preferences; timeZone: string | null }
  | { wish: 'kind_declined'; kind: Kind }
  | { wish: 'bot_ignored'; ignored: boolean };

export type SignalMeaning =
  | { about: 'offers'; offerIds: readonly string[]; done: OfferAct }
  | { about: 'wish'; memberId: MemberId; change: WishChange }
  | { about: 'farewell'; memberId: MemberId }
  | { about: 'merge'; memberId: MemberId; into: MemberId }
  | { about: 'visit'; memberId: MemberId; categoryId: CategoryId }
  | { about: 'search'; term: string; members: number; days: number }
  /** Kept, counted and gone past: a plugin may be newer than we are. */
  | { about: 'nothing'; why: 'unknown_name' | 'unknown_schema' | 'unreadable' };

/** What a signal means. Never throws. */
export function interpretSignal(signal: PluginSignal): SignalMeaning {
  if (signal.schema !== knownSchema) return { about: 'nothing', why: 'unknown_schema' };
  const interpret = interpreters.get(signal.name);
  if (interpret === undefined) return { about: 'nothing', why: 'unknown_name' };
  return interpret(signal) ?? { about: 'nothing', why: 'unreadable' };
}

type Interpret = (signal: PluginSignal) => SignalMeaning | null;

const byName: Readonly<Record<string, Interpret>> = {
  cards_seen: ({ data }) => {
    const read = z.object({ offer_ids: z.array(z.string().max(100)).max(1_000) }).safeParse(data);
    return read.success ? { about: 'offers', offerIds: read.data.offer_ids, done: { act: 'seen' } } : null;
  },
  card_clicked: onOffer(() => ({ act: 'clicked' })),
  card_dismissed: onOffer(() => ({ act: 'dismissed' })),
  card_restored: onOffer(() => ({ act: 'restored' })),
  person_asked: onOffer(() => ({ act: 'asked_person' })),
  card_rated: onOffer((data) => {
    const read = z.object({ helped: z.boolean() }).safeParse(data);
    return read.success ? { act: 'rated', helped: read.data.helped } : null;
  }),
  card_snoozed: onOffer((data) => {
    const read = z.object({ until: dateField, kind: z.string().nullish() }).safeParse(data);
    return read.success ? { act: 'snoozed', until: read.data.until, kind: kindOf(read.data.kind) } : null;
  }),
  step_changed: onOffer((data) => {
    const read = z.object({ step: z.string().max(40), done: z.boolean() }).safeParse(data);
    return read.success ? { act: 'marked_step', step: read.data.step, done: read.data.done } : null;
  }),
  kind_declined: onMember((memberId, data) => {
    const kind = kindOf(data['kind']);
    return kind === null ? null : { about: 'wish', memberId, change: { wish: 'kind_declined', kind } };
  }),
  preferences_changed: onMember((memberId, data) => {
    const read = readPreferences(data['preferences']);
    return read === null ? null : { about: 'wish', memberId, change: { wish: 'all', ...read } };
  }),
  bot_ignored: onMember((memberId) => ({
    about: 'wish',
    memberId,
    change: { wish: 'bot_ignored', ignored: true },
  })),
  bot_unignored: onMember((memberId) => ({
    about: 'wish',
    memberId,
    change: { wish: 'bot_ignored', ignored: false },
  })),
  member_erased: onMember((memberId) => ({ about: 'farewell', memberId })),
  member_anonymized: onMember((memberId) => ({ about: 'farewell', memberId })),
  member_deleted: onMember((memberId) => ({ about: 'farewell', memberId })),
  member_merged: onMember((memberId, data) => {
    const read = z.object({ into_member_id: memberIdField }).safeParse(data);
    return read.success ? { about: 'merge', memberId, into: read.data.into_member_id } : null;
  }),
  category_first_visited: onMember((memberId, data) => {
    const read = z.object({ category_id: categoryIdField }).safeParse(data);
    return read.success ? { about: 'visit', memberId, categoryId: read.data.category_id } : null;
  }),
  search_missed: ({ data }) => {
    const read = searchFields.safeParse(data);
    return read.success ? { about: 'search', ...read.data } : null;
  },
};
const interpreters = new Map(Object.entries(byName));

/** Fewer than five members are no sum: such a search must not be kept, whoever tells it. */
const searchFields = z.object({
  term: z.string().min(1).max(200),
  members: z.int().min(5),
  days: z.int().positive(),
});

function onOffer(read: (data: PluginSignal['data']) => OfferAct | null): Interpret {
  return ({ offerId, data }) => {
    const done = offerId === null ? null : read(data);
    return offerId === null || done === null ? null : { about: 'offers', offerIds: [offerId], done };
  };
}

function onMember(read: (memberId: MemberId, data: PluginSignal['data']) => SignalMeaning | null): Interpret {
  return ({ memberId, data }) => (memberId === null || memberId < 1 ? null : read(memberId, data));
}

function kindOf(name: unknown): Kind | null {
  return typeof name === 'string' ? (kindsField.parse([name])[0] ?? null) : null;
}
