import type { Channel, Kind, Reason } from '../../model/decision.ts';
import type { Fact } from '../../model/fact.ts';
import type { Preferences } from '../../model/plugin.ts';
import { reason } from './check.ts';

/** What a member has set against help of this kind; empty: nothing, or nobody has told. What holds for good comes first. */
export function judgePreferences(kind: Kind, preferences: Fact<Preferences>, now: Date): Reason[] {
  if (!preferences.known) return [];
  const { paused, pausedUntil, declinedKinds, snoozed, botIgnored } = preferences.value;
  const snoozedUntil = snoozed[kind];
  const isPaused = paused && (pausedUntil === null || pausedUntil > now);
  return [
    ...(botIgnored ? [reason('bot_ignored')] : []),
    ...(isPaused ? [reason('member_paused', { until: pausedUntil?.toISOString() ?? null })] : []),
    ...(declinedKinds.includes(kind) ? [reason('kind_declined', { kind })] : []),
    ...(snoozedUntil !== undefined && snoozedUntil > now
      ? [reason('kind_snoozed', { kind, until: snoozedUntil.toISOString() })]
      : []),
  ];
}

/** Whether a member has switched off this way of being helped. */
export function judgeChannel(channel: Channel, preferences: Fact<Preferences>): Reason[] {
  const isDeclined = preferences.known && preferences.value.declinedChannels.includes(channel);
  return isDeclined ? [reason('channel_declined', { channel })] : [];
}
