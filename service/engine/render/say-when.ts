import type { SessionTime } from '../../rulebook/resources/session-time.ts';

/** `3 December 2026 at 18:00 (Europe/Berlin)`, as the language writes it; words are left as they are. */
export function sayWhen(when: SessionTime, locale: string): string {
  if (when.kind === 'words') return when.words;
  const { startsAt, timeZone } = when;
  const moment = new Intl.DateTimeFormat(locale, {
    dateStyle: 'full',
    timeStyle: 'short',
    hourCycle: 'h23',
    timeZone,
  }).format(startsAt);
  return `${moment} (${timeZone.replaceAll('_', ' ')})`;
}
