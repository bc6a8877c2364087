import type { Channel, Kind } from '../../model/decision.ts';
import { type Fact, known, unknown } from '../../model/fact.ts';
import type { Preferences } from '../../model/plugin.ts';

/** Part of what a member wants, told by itself. `snooze: null` wakes the kind again. */
export type PreferencePart =
  | { part: 'kind_declined'; kind: Kind }
  | { part: 'bot_ignored'; ignored: boolean }
  | { part: 'snooze'; kind: Kind; until: Date | null };

/** Preferences as a row holds them: the same names, moments as text, and when each part was told. */
interface Stored {
  paused: boolean;
  pausedUntil: string | null;
  declinedKinds: Kind[];
  declinedChannels: Channel[];
  quietHours: { from: string; to: string } | null;
  snoozed: Partial<Record<Kind, string>>;
  botIgnored: boolean;
  /** `all`: when everything was told at once; else the name of a part. */
  toldAt: Record<string, string>;
}

export interface PreferencesRow {
  preferences: object | null;
  preferencesAt: Date | null;
}

const nothingDeclined: Omit<Stored, 'toldAt'> = {
  paused: false,
  pausedUntil: null,
  declinedKinds: [],
  declinedChannels: [],
  quietHours: null,
  snoozed: {},
  botIgnored: false,
};

/** What a member has set in the forum itself; unknown where no plugin has told. */
export function readPreferences(row: PreferencesRow): Fact<Preferences> {
  if (row.preferences === null || row.preferencesAt === null)
    return unknown('no plugin has told what this member has set');
  const { toldAt: _, ...stored } = row.preferences as Stored;
  const snoozed: Record<string, Date> = {};
  for (const [kind, until] of Object.entries(stored.snoozed)) snoozed[kind] = new Date(until);
  const pausedUntil = stored.pausedUntil === null ? null : new Date(stored.pausedUntil);
  return known({ ...stored, pausedUntil, snoozed }, 'plugin', row.preferencesAt);
}

/** All of it at once, as told at a moment; parts that were told later stay. Null: all was told again since. */
export function replacePreferences(row: PreferencesRow, told: Preferences, at: Date): string | null {
  const stored = row.preferences as Stored | null;
  const all = at.toISOString();
  if (stored === null) return JSON.stringify({ ...told, toldAt: { all } });
  if ((stored.toldAt['all'] ?? '') > all) return null;
  const whole = JSON.parse(JSON.stringify({ ...told, toldAt: { all } })) as Stored;
  const newer = Object.entries(stored.toldAt).filter(([name, time]) => name !== 'all' && time > all);
  return JSON.stringify(newer.reduce((kept, [name, time]) => keepPart(kept, stored, name, time), whole));
}

/** One part of it. Signals may come in any order: null where that part, or everything, has been told later than this. */
export function changePreferences(row: PreferencesRow, change: PreferencePart, at: Date): string | null {
  const stored = (row.preferences as Stored | null) ?? { ...nothingDeclined, toldAt: {} };
  const name = change.part === 'bot_ignored' ? change.part : `${change.part}.${change.kind}`;
  const { toldAt } = stored;
  const told = at.toISOString();
  if ((toldAt['all'] ?? '') > told || (toldAt[name] ?? '') > told) return null;
  return JSON.stringify({ ...applied(stored, change), toldAt: { ...toldAt, [name]: told } });
}

function keepPart(whole: Stored, stored: Stored, name: string, time: string): Stored {
  const [part, kind] = name.split('.') as [PreferencePart['part'], Kind];
  const toldAt = { ...whole.toldAt, [name]: time };
  if (part === 'bot_ignored') return { ...applied(whole, { part, ignored: stored.botIgnored }), toldAt };
  if (part === 'kind_declined') return { ...applied(whole, { part, kind }), toldAt };
  const until = stored.snoozed[kind];
  return { ...applied(whole, { part, kind, until: until === undefined ? null : new Date(until) }), toldAt };
}

function applied(stored: Stored, change: PreferencePart): Stored {
  switch (change.part) {
    case 'kind_declined':
      return { ...stored, declinedKinds: [...new Set([...stored.declinedKinds, change.kind])] };
    case 'bot_ignored':
      return { ...stored, botIgnored: change.ignored };
    case 'snooze': {
      const { [change.kind]: _, ...rest } = stored.snoozed;
      const snoozed = change.until === null ? rest : { ...rest, [change.kind]: change.until.toISOString() };
      return { ...stored, snoozed };
    }
  }
}

/** Of two accounts' wishes the stricter, part by part: they have become one. */
export function stricterPreferences(one: object | null, other: object | null): string | null {
  if (one === null || other === null) return one === other ? null : JSON.stringify(one ?? other);
  const [a, b] = [one as Stored, other as Stored];
  const pauses = [a, b].filter(({ paused }) => paused);
  const isForGood = pauses.some(({ pausedUntil }) => pausedUntil === null);
  const latest = (key: 'snoozed' | 'toldAt') => {
    const times: Record<string, string> = { ...a[key] };
    for (const [name, time] of Object.entries(b[key])) if ((times[name] ?? '') < time) times[name] = time;
    return times;
  };
  const joined: Stored = {
    paused: pauses.length > 0,
    pausedUntil: isForGood
      ? null
      : pauses
          .map(({ pausedUntil }) => pausedUntil)
          .reduce((latest, until) => ((until ?? '') > (latest ?? '') ? until : latest), null),
    declinedKinds: [...new Set([...a.declinedKinds, ...b.declinedKinds])],
    declinedChannels: [...new Set([...a.declinedChannels, ...b.declinedChannels])],
    quietHours: a.quietHours ?? b.quietHours,
    snoozed: latest('snoozed'),
    botIgnored: a.botIgnored || b.botIgnored,
    toldAt: latest('toldAt'),
  };
  return JSON.stringify(joined);
}
