import { z } from 'zod';
import type { Channel, Kind } from '../../../model/decision.ts';
import type { Preferences } from '../../../model/plugin.ts';
import { maybeDate, maybeText, maybeTrue } from '../fields.ts';
import { channelsField, kindsField } from './read-capabilities.ts';
import type { PluginConsent } from './read-facts.ts';
import { quietHoursField, snoozedField } from './read-facts.ts';

/** `{"help": true, "promote": false}`: what is false has been declined. */
function declinedOf<Name>(names: z.ZodType<readonly Name[]>) {
  return z
    .record(z.string(), z.unknown())
    .catch({})
    .transform((told) => names.parse(Object.keys(told).filter((name) => told[name] === false)));
}

const fields = z.object({
  paused: maybeTrue,
  paused_until: maybeDate,
  kinds: declinedOf<Kind>(kindsField).prefault({}),
  channels: declinedOf<Channel>(channelsField).prefault({}),
  quiet_hours: quietHoursField.catch(null),
  snoozed: snoozedField.prefault({}),
  time_zone: maybeText,
  bot_ignored: maybeTrue,
});

/** Preferences as a member sees and sets them (`CONTRACT.md` 3.4), with the clock that they live by; null when they are none. */
export function readPreferences(json: unknown): { preferences: Preferences; timeZone: string | null } | null {
  const read = fields.safeParse(json);
  if (!read.success) return null;
  const { paused, paused_until, kinds, channels, quiet_hours, snoozed, time_zone, bot_ignored } = read.data;
  return {
    preferences: {
      paused,
      pausedUntil: paused_until,
      declinedKinds: kinds,
      declinedChannels: channels,
      quietHours: quiet_hours,
      snoozed,
      botIgnored: bot_ignored,
    },
    timeZone: time_zone,
  };
}

/** The same, as the bulk facts of a member say it. */
export function preferencesOf(consent: PluginConsent): Preferences {
  const { reasons, until, kinds, channels, snoozed, quietHours } = consent;
  return {
    paused: reasons.includes('paused'),
    pausedUntil: until,
    declinedKinds: kinds,
    declinedChannels: channels,
    quietHours,
    snoozed,
    botIgnored: reasons.includes('bot_ignored'),
  };
}
