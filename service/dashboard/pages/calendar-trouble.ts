import { html } from '../../look/html.ts';
import type { Html } from '../../look/html.ts';
import { when } from '../../look/when.ts';
import type { Rulebook } from '../../rulebook/rulebook.ts';
import type { ReadCalendar } from '../../storage/reports/coming.ts';
import { comingTexts } from '../texts/coming.ts';
import { nameOfCalendar } from './coming-page.ts';
import { type Reader, section } from './shell.ts';

/** Calendars that cannot be read now, each with what stands against it; nothing where all can. */
export function calendarTrouble(
  { language }: Reader,
  about: { calendars: readonly ReadCalendar[]; rulebook: Pick<Rulebook, 'site'> | null; now: Date },
): Html {
  const words = comingTexts[language];
  const ill = about.calendars.filter(({ problem }) => problem !== null);
  if (ill.length === 0) return html``;
  return section(
    'calendars',
    { title: words.trouble, question: words.troubleQuestion },
    html`${ill.map(
      (calendar) =>
        html`<article class="card">
          <p>${words.notRead(nameOfCalendar(calendar, about.rulebook), calendar.problem ?? '')}</p>
          <p class="muted small">
            ${words.lastGood}:
            ${calendar.goodAt === null ? words.never : when(calendar.goodAt, about.now, language)}
          </p>
        </article>`,
    )}`,
  );
}
