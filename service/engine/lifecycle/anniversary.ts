import { dayAt, momentOf } from '../calendar/local-time.ts';

/** Good wishes come in the morning. */
const atMinute = 9 * 60;

export interface Anniversary {
  at: Date;
  years: number;
}

/**
 * The first anniversary of joining after a moment, at nine in the morning in the zone. Whoever joined on 29 February has
 * theirs on 28 February in the years between. `years` names those that count; empty: every one.
 */
export function nextAnniversary(about: {
  joinedAt: Date;
  zone: string;
  years: readonly number[];
  after: Date;
}): Anniversary | null {
  const joined = dayAt(about.joinedAt, about.zone);
  const passed = Math.max(1, dayAt(about.after, about.zone).year - joined.year);
  const coming = about.years.length > 0 ? about.years.toSorted((a, b) => a - b) : [passed, passed + 1];
  for (const years of coming) {
    const at = momentOf(joined.add({ years }), atMinute, about.zone);
    if (at > about.after) return { at, years };
  }
  return null;
}
