import type { Channel, Kind } from '../model/decision.ts';
import { type Fact, known, unknown } from '../model/fact.ts';
import type { Preferences } from '../model/plugin.ts';

/** Preferences as a row holds them: the same names, moments as text. */
interface Stored {
  paused: boolean;
  pausedUntil: string | null;
  declinedKinds: Kind[];
  declinedChannels: Channel[];
  quietHours: { from: string; to: string } | null;
  snoozed: Partial<Record<Kind, string>>;
  botIgnored: boolean;
}

/** What a member has set in the forum itself; unknown where no plugin has told. */
export function readPreferences(row: {
  preferences: object | null;
  preferencesAt: Date | null;
}): Fact<Preferences> {
  if (row.preferences === null || row.preferencesAt === null)
    return unknown('no plugin has told what this member has set');
  const stored = row.preferences as Stored;
  const snoozed = Object.entries(stored.snoozed).map(([kind, until]) => [kind, new Date(until)]);
  return known(
    {
      ...stored,
      pausedUntil: stored.pausedUntil === null ? null : new Date(stored.pausedUntil),
      snoozed: Object.fromEntries(snoozed) as Preferences['snoozed'],
    },
    'plugin',
    row.preferencesAt,
  );
}

export function writePreferences(preferences: Preferences): string {
  return JSON.stringify(preferences satisfies Preferences);
}
