import { botUsername } from '../bot-account.ts';
import type { ForumCore } from '../forum-core.ts';
import type { ForumMember } from '../state/records.ts';
import type { WaypostPreference } from './records.ts';
import { kinds, memberChannels } from './vocabulary.ts';

/** What a member has said; somebody who never said anything is open to everything. */
export function preferenceOf({ state }: ForumCore, memberId: number): WaypostPreference {
  return (
    state.waypost.preferences.get(memberId) ?? {
      id: memberId,
      paused: false,
      pausedUntil: null,
      declinedKinds: [],
      declinedChannels: [],
      quietHours: null,
      snoozed: {},
      botIgnored: false,
    }
  );
}

export function isPaused(wish: WaypostPreference, now: Date): boolean {
  return wish.paused && (wish.pausedUntil === null || Date.parse(wish.pausedUntil) > now.getTime());
}

export function snoozedNow(wish: WaypostPreference, now: Date): Record<string, string> {
  return Object.fromEntries(
    Object.entries(wish.snoozed).filter(([, until]) => Date.parse(until) > now.getTime()),
  );
}

/** The preferences as member and signal see them (§3.4). */
export function preferencesAnswer(core: ForumCore, member: ForumMember) {
  const wish = preferenceOf(core, member.id);
  const isOn =
    (declined: readonly string[]) =>
    (name: string): [string, boolean] => [name, !declined.includes(name)];
  return {
    paused: isPaused(wish, core.now()),
    paused_until: isPaused(wish, core.now()) ? wish.pausedUntil : null,
    kinds: Object.fromEntries(kinds.map(isOn(wish.declinedKinds))),
    channels: Object.fromEntries(memberChannels.map(isOn(wish.declinedChannels))),
    quiet_hours: wish.quietHours,
    snoozed: snoozedNow(wish, core.now()),
    time_zone: member.timeZone,
    bot_ignored: wish.botIgnored,
    bot_username: botUsername,
  };
}

/** The same wishes as the service reads them among the facts of a member (§1.6). */
export function consentOf(core: ForumCore, memberId: number) {
  const wish = preferenceOf(core, memberId);
  const isPausedNow = isPaused(wish, core.now());
  const reasons = [
    ...(wish.botIgnored ? ['bot_ignored'] : []),
    ...(isPausedNow ? ['paused'] : []),
    ...(wish.declinedKinds.length > 0 ? ['kinds'] : []),
    ...(wish.declinedChannels.length > 0 ? ['channels'] : []),
  ];
  return {
    state: reasons.length > 0 ? 'declined' : 'open',
    reasons,
    until: isPausedNow ? wish.pausedUntil : null,
    kinds: wish.declinedKinds,
    channels: wish.declinedChannels,
    snoozed: snoozedNow(wish, core.now()),
    quiet_hours: wish.quietHours,
  };
}
