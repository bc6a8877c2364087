import type { Channel, Kind, Reason } from '../../model/decision.ts';
import { known } from '../../model/fact.ts';
import type { Fact } from '../../model/fact.ts';
import type { Member } from '../../model/member.ts';
import type { Preferences } from '../../model/plugin.ts';
import type { Site } from '../../rulebook/site.ts';
import { reason } from '../conditions/check.ts';
import { afterQuietHours } from './quiet-hours.ts';

export interface Rest {
  /** The moment itself, or the first after it at which neither the forum nor the member asks for quiet. */
  at: Date;
  /** Null: nobody asks for quiet now. */
  because: Reason | null;
}

/**
 * A card waits under its post and calls nobody: only the forum's quiet hours hold it back, not the member's own. Care, which a
 * person sends, is held back by the member's own alone.
 */
export function afterRest(
  from: Date,
  about: { site: Site; member: Pick<Member, 'preferences' | 'timeZone'>; channel: Channel; kind?: Kind },
): Rest {
  const { site, member, channel, kind } = about;
  const ofSite = kind === 'care' ? null : site.quietHours;
  const own =
    channel === 'card' || !member.preferences.known ? null : minutesOf(member.preferences.value.quietHours);
  const clock = clockOf(member, site);
  const afterSite = (at: Date) => afterQuietHours(at, ofSite, clock);
  const afterOwn = (at: Date) => afterQuietHours(at, own, clock);

  const first = afterSite(from);
  const at = afterSite(afterOwn(first));
  if (at <= from) return { at, because: null };
  const code = first > from ? 'quiet_hours' : 'member_quiet_hours';
  return { at, because: reason(code, { until: at.toISOString() }) };
}

/** The member's own; of a site that says where most of its members live, theirs. */
function clockOf({ timeZone }: Pick<Member, 'timeZone'>, site: Site): Fact<string> {
  if (timeZone.known || site.timeZone === everywhere) return timeZone;
  return known(site.timeZone, 'case', new Date(0));
}

/** What `site.yml` says that does not say: no night is everybody's. */
const everywhere = 'UTC';

function minutesOf(hours: Preferences['quietHours']): Site['quietHours'] {
  return hours === null ? null : { fromMinute: minuteOf(hours.from), toMinute: minuteOf(hours.to) };
}

/** `22:30` as minutes since midnight. */
function minuteOf(clock: string): number {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number);
  return hours * 60 + minutes;
}
