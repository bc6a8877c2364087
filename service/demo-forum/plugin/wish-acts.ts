import { z } from 'zod';

import type { ForumCore } from '../forum-core.ts';
import type { ForumMember } from '../state/records.ts';
import { preferenceOf, preferencesAnswer } from './preferences.ts';
import { finish } from './put-offer.ts';
import type { WaypostPreference } from './records.ts';
import { noTraces } from './traces.ts';
import { recordSignal } from './signals.ts';
import { kinds, memberChannels } from './vocabulary.ts';

/** Trouble with a search is told only when this many members had it. */
const membersForMissedSearch = 5;
const searchDays = 30;

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'expected a time such as 22:00');
const time = z.iso.datetime({ offset: true });

/** What may stand in `PUT /waypost/preferences.json`: only what changes. */
export const preferenceChange = z.object({
  paused: z.boolean().optional(),
  paused_until: time.nullish(),
  kinds: z.partialRecord(z.enum(kinds), z.boolean()).optional(),
  channels: z.partialRecord(z.enum(memberChannels), z.boolean()).optional(),
  quiet_hours: z.object({ from: clock, to: clock }).nullish(),
  snoozed: z.partialRecord(z.enum(kinds), time.nullable()).optional(),
});
export type PreferenceChange = z.infer<typeof preferenceChange>;

/** What a member wants and does apart from single cards. */
export function createWishActs(core: ForumCore) {
  const { waypost } = core.state;
  const tell = (member: ForumMember, name: string, data: Readonly<Record<string, unknown>> = {}): void =>
    void recordSignal(core, name, { memberId: member.id, data });

  /** Cards that rested with a kind come back when its rest is ended. */
  function wakeCards(member: ForumMember, change: PreferenceChange): void {
    const now = core.now().toISOString();
    for (const offer of [...waypost.offers.all()]) {
      const { kind, memberId, state, traces } = offer;
      const isTheirs = memberId === member.id && state === 'shown';
      if (!isTheirs || change.snoozed?.[kind] !== null || (traces.snoozedUntil ?? '') <= now) continue;
      recordSignal(core, 'card_restored', { memberId: member.id, offerId: offer.id });
      finish(core, { ...offer, traces: { ...traces, snoozedAt: null, snoozedUntil: null } });
    }
  }

  return {
    changePreferences(member: ForumMember, change: PreferenceChange) {
      wakeCards(member, change);
      const wish = preferenceOf(core, member.id);
      const snoozed = Object.entries({ ...wish.snoozed, ...change.snoozed });
      waypost.preferences.put({
        ...wish,
        paused: change.paused ?? wish.paused,
        pausedUntil:
          change.paused === undefined && change.paused_until === undefined
            ? wish.pausedUntil
            : (change.paused_until ?? null),
        declinedKinds: declined(wish.declinedKinds, change.kinds),
        declinedChannels: declined(wish.declinedChannels, change.channels),
        quietHours: change.quiet_hours === undefined ? wish.quietHours : change.quiet_hours,
        snoozed: Object.fromEntries(snoozed.flatMap(([kind, until]) => (until ? [[kind, until]] : []))),
      });
      const preferences = preferencesAnswer(core, member);
      tell(member, 'preferences_changed', { preferences });
      return preferences;
    },
    ignoreBot(member: ForumMember, ignored: boolean): void {
      const wish = preferenceOf(core, member.id);
      if (wish.botIgnored === ignored) return;
      waypost.preferences.put({ ...wish, botIgnored: ignored });
      tell(member, ignored ? 'bot_ignored' : 'bot_unignored');
    },
    visitCategory(member: ForumMember, categoryId: number): void {
      const id = `${member.id}:${categoryId}`;
      if (waypost.visits.get(id)) return;
      waypost.visits.put({ id, memberId: member.id, categoryId, visitedAt: core.now().toISOString() });
      tell(member, 'category_first_visited', { category_id: categoryId });
    },
    missSearch(member: ForumMember, term: string): void {
      const wanted = term.trim().toLowerCase();
      const id = `${member.id}:${wanted}`;
      if (waypost.missedSearches.get(id)) return;
      waypost.missedSearches.put({
        id,
        memberId: member.id,
        term: wanted,
        missedAt: core.now().toISOString(),
      });
      const members = [...waypost.missedSearches.all()].filter((search) => search.term === wanted).length;
      if (members === membersForMissedSearch)
        recordSignal(core, 'search_missed', { data: { term: wanted, members, days: searchDays } });
    },
    /** Traces go; an opt-out stays, unless the account itself goes. */
    erase(
      member: ForumMember,
      signal: 'member_erased' | 'member_anonymized' | 'member_deleted' = 'member_erased',
    ): void {
      core.state.together(() => {
        for (const offer of [...waypost.offers.all()].filter(({ memberId }) => memberId === member.id)) {
          const isOpen = offer.state === 'claimed' || offer.state === 'shown';
          waypost.offers.put({
            ...offer,
            ...{
              memberId: null,
              topicId: null,
              postId: null,
              title: null,
              raw: '',
              cooked: '',
              steps: [],
              link: null,
              traces: noTraces,
            },
            why: { text: null, owner: null, reviewed_on: null },
            state: isOpen ? 'withdrawn' : offer.state,
          });
        }
        forget(waypost.signals, member.id);
        forget(waypost.visits, member.id);
        forget(waypost.missedSearches, member.id);
        if (signal !== 'member_erased') waypost.preferences.remove(member.id);
        tell(member, signal);
        // What stays is told once more: a no that was not read yet went with the other signals.
        if (waypost.preferences.get(member.id))
          tell(member, 'preferences_changed', { preferences: preferencesAnswer(core, member) });
      });
    },
    /** Of two members' wishes the stricter holds. */
    merge(from: ForumMember, into: ForumMember): void {
      core.state.together(() => {
        for (const offer of [...waypost.offers.all()].filter(({ memberId }) => memberId === from.id))
          waypost.offers.put({ ...offer, memberId: into.id });
        waypost.preferences.put(stricterOf(preferenceOf(core, into.id), preferenceOf(core, from.id)));
        waypost.preferences.remove(from.id);
        tell(from, 'member_merged', { into_member_id: into.id });
      });
    },
  };
}

function stricterOf(one: WaypostPreference, other: WaypostPreference): WaypostPreference {
  const pauses = [one, other].filter(({ paused }) => paused);
  const ends = pauses.map(({ pausedUntil }) => pausedUntil).filter((until) => until !== null);
  const join = (first: readonly string[], second: readonly string[]): string[] =>
    [...new Set([...first, ...second])].toSorted();
  return {
    id: one.id,
    paused: pauses.length > 0,
    pausedUntil: ends.length === pauses.length ? (ends.toSorted().at(-1) ?? null) : null,
    declinedKinds: join(one.declinedKinds, other.declinedKinds),
    declinedChannels: join(one.declinedChannels, other.declinedChannels),
    quietHours: one.quietHours ?? other.quietHours,
    snoozed: { ...other.snoozed, ...one.snoozed },
    botIgnored: one.botIgnored || other.botIgnored,
  };
}

function declined(
  before: readonly string[],
  change: Readonly<Partial<Record<string, boolean>>> = {},
): readonly string[] {
  const isOff = (name: string): boolean =>
    change[name] === false || (before.includes(name) && change[name] !== true);
  return [...new Set([...before, ...Object.keys(change)])].filter(isOff).toSorted();
}

function forget<Id extends string | number, Kept extends { id: Id; memberId: number | null }>(
  kept: { all(): Iterable<Kept>; remove(id: Id): void },
  memberId: number,
): void {
  for (const { id } of [...kept.all()].filter((one) => one.memberId === memberId)) kept.remove(id);
}
