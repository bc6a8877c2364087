import { html } from './html.ts';
import type { Html } from './html.ts';
import type { Language } from './language.ts';
import { lookTexts } from './texts.ts';

const steps = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
] as const;

/**
 * A moment as people say it ("4 minutes ago"), with the exact time on hover and for screen readers.
 * `/look/live.js` keeps it true while the page is open and puts the exact time into the reader's zone.
 */
export function when(moment: Date, now: Date, language: Language): Html {
  const exact = sayExactly(moment, language);
  return html`<time datetime="${moment.toISOString()}" title="${exact}" data-when
    ><span>${sayWhen(moment, now, language)}</span><span class="only-read"> (${exact})</span></time
  >`;
}

/** A moment to the minute, where the sentence around it needs the time itself; `/look/live.js` puts it into the reader's zone. */
export function exactly(moment: Date, language: Language): Html {
  const format = new Intl.DateTimeFormat(language, {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: 'UTC',
  });
  return html`<time datetime="${moment.toISOString()}" data-exactly>${format.format(moment)} UTC</time>`;
}

export function sayWhen(moment: Date, now: Date, language: Language): string {
  const seconds = Math.round((moment.getTime() - now.getTime()) / 1000);
  if (Math.abs(seconds) < 5) return lookTexts[language].justNow;
  const [unit, size] = steps.find(([, length]) => Math.abs(seconds) >= length) ?? ['second', 1];
  return new Intl.RelativeTimeFormat(language, { numeric: 'always' }).format(
    Math.trunc(seconds / size),
    unit,
  );
}

/** The exact moment in UTC, for where the reader's zone is not known. */
export function sayExactly(moment: Date, language: Language): string {
  const format = new Intl.DateTimeFormat(language, {
    dateStyle: 'medium',
    timeStyle: 'medium',
    timeZone: 'UTC',
  });
  return `${format.format(moment)} UTC`;
}

/** A length of time in its largest unit: "45 seconds", "3 hours". */
export function sayDuration(milliseconds: number, language: Language): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  const [unit, size] = steps.find(([, length]) => seconds >= length) ?? ['second', 1];
  const amount = Math.trunc(seconds / size);
  return new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long' }).format(amount);
}

export function sayNumber(value: number, language: Language): string {
  return new Intl.NumberFormat(language).format(value);
}
