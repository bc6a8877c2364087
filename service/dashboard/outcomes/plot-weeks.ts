import { html } from '../../look/html.ts';
import type { Html } from '../../look/html.ts';
import type { Language } from '../../look/language.ts';
import { sayNumber } from '../../look/when.ts';
import type { OutcomeWeek } from '../../storage/reports/outcomes.ts';
import { outcomesTexts } from '../texts/outcomes.ts';

const step = 28;
const barWidth = 18;
const top = 20;
const barHeight = 120;
const left = 36;

/**
 * Offers per week: right ones full, wrong ones striped, the rest an empty outline. Counts from zero; told apart without
 * colour; a table beside it says the same in numbers.
 */
export function plotWeeks(weeks: readonly OutcomeWeek[], language: Language): Html {
  const words = outcomesTexts[language];
  const most = Math.max(1, ...weeks.map(({ shown }) => shown));
  const width = left + weeks.length * step + 12;
  const bottom = top + barHeight;
  const label = `${words.overTime}: ${words.good}, ${words.bad}, ${words.unsaid}`;
  return html`<figure class="weeks-plot">
    <svg viewBox="0 0 ${width} ${bottom + 24}" role="img" aria-label="${label}">
      <defs>
        <pattern
          id="stripes"
          width="6"
          height="6"
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(45)"
        >
          <path class="stripe" d="M0 3H6" />
        </pattern>
      </defs>
      <path class="axis" d="M${left - 4} ${bottom}H${width}M${left - 4} ${top}H${width}" />
      <text class="label end" x="${left - 8}" y="${top + 4}">${sayNumber(most, language)}</text>
      <text class="label end" x="${left - 8}" y="${bottom + 4}">0</text>
      ${weeks.map((week, at) => bar(week, { x: left + at * step + (step - barWidth) / 2, most, bottom }))}
      ${weeks.map((week, at) =>
        at % 3 === 0
          ? html`<text class="label" x="${left + at * step + step / 2}" y="${bottom + 18}">
              ${sayDay(week.from, language)}
            </text>`
          : '',
      )}
    </svg>
    <figcaption class="legend">
      <span>${key('good')} ${words.good}</span> <span>${key('bad')} ${words.bad}</span>
      <span>${key('unsaid')} ${words.unsaid}</span>
    </figcaption>
  </figure>`;
}

function bar(week: OutcomeWeek, { x, most, bottom }: { x: number; most: number; bottom: number }): Html {
  if (week.shown === 0) return html``;
  const tall = (offers: number) => (offers / most) * barHeight;
  const parts = [
    { name: 'good', from: 0, offers: week.good },
    { name: 'bad', from: week.good, offers: week.bad },
    { name: 'unsaid', from: week.good + week.bad, offers: week.shown - week.good - week.bad },
  ];
  return html`${parts
    .filter(({ offers }) => offers > 0)
    .map(
      ({ name, from, offers }) =>
        html`<rect
          class="${name}"
          x="${x}"
          y="${(bottom - tall(from + offers)).toFixed(1)}"
          width="${barWidth}"
          height="${tall(offers).toFixed(1)}"
        />`,
    )}`;
}

function key(name: string): Html {
  return html`<svg width="14" height="14" viewBox="0 0 14 14" aria-hidden="true" focusable="false">
    <rect class="${name}" x="1" y="1" width="12" height="12" />
  </svg>`;
}

export function sayDay(day: Date, language: Language): string {
  return new Intl.DateTimeFormat(language, { day: 'numeric', month: 'short', timeZone: 'UTC' }).format(day);
}
