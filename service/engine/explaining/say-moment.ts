/**
 * A moment as people write it in a language, by the clock of a zone: “Nov 21, 2026, 8:02 AM UTC”, „21.11.2026, 08:02 UTC“.
 * A day alone (`2026-11-21`) stays a day, in every zone.
 */
export function sayMoment(moment: Date | string, language: string, zone = 'UTC'): string {
  if (typeof moment === 'string')
    return new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone: 'UTC' }).format(
      new Date(moment),
    );
  const format = new Intl.DateTimeFormat(language, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    timeZoneName: 'short',
    timeZone: zone,
  });
  return format.format(moment);
}
