/** When a session is: a moment, or words such as `every Thursday at 18:00`, which never end. */
export type SessionTime =
  | { kind: 'moment'; startsAt: Date; endsAt: Date; timeZone: string }
  | { kind: 'words'; words: string };

/** Without `lasts` a session counts as an hour. */
export const usualSessionMs = 3_600_000;

/**
 * `2026-12-03 18:00 Europe/Berlin` as a moment; what does not begin with a digit is taken as words.
 * @returns null for a date, time or zone that is none, and for an hour that the clocks skip.
 */
export function parseSessionTime(text: string, lastsMs = usualSessionMs): SessionTime | null {
  const written = text.trim();
  if (!/^\d/.test(written)) return written === '' ? null : { kind: 'words', words: written };
  const [, day, clock, timeZone = ''] =
    /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2}) ([A-Za-z][A-Za-z0-9_+/-]*)$/.exec(written) ?? [];
  try {
    const start = Temporal.PlainDateTime.from(`${day}T${clock}`).toZonedDateTime(timeZone, {
      disambiguation: 'reject',
    });
    const startsAt = new Date(start.epochMilliseconds);
    return { kind: 'moment', startsAt, endsAt: new Date(startsAt.getTime() + lastsMs), timeZone };
  } catch {
    return null;
  }
}
