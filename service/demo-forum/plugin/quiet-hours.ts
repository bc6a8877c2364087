const minutesOfDay = 24 * 60;

/** Minutes until the quiet time ends, in the member's own clock; null outside of it. `from` and `to` are such as "22:00". */
export function quietMinutesLeft(
  hours: { from: string; to: string } | null,
  now: Date,
  timeZone: string | null,
): number | null {
  if (hours === null || hours.from === hours.to) return null;
  const from = minuteOf(hours.from);
  const length = pass(from, minuteOf(hours.to));
  const passed = pass(from, minuteOfDay(now, timeZone ?? 'UTC'));
  return passed < length ? length - passed : null;
}

function pass(from: number, to: number): number {
  return (to - from + minutesOfDay) % minutesOfDay;
}

function minuteOf(clock: string): number {
  const [hour = '0', minute = '0'] = clock.split(':');
  return Number(hour) * 60 + Number(minute);
}

function minuteOfDay(now: Date, timeZone: string): number {
  const format = new Intl.DateTimeFormat('en-GB', {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone,
  });
  return minuteOf(format.format(now));
}
