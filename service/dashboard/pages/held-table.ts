import { html } from '../../look/html.ts';
import type { Html } from '../../look/html.ts';
import type { Language } from '../../look/language.ts';
import { table } from '../../look/table.ts';
import { sayNumber } from '../../look/when.ts';
import type { Overview } from '../../storage/reports/overview.ts';
import { nameReason } from '../say-because.ts';
import { texts } from '../texts/say.ts';

/** Why rules held back, the most frequent reason first. */
export function heldTable({ heldBecause }: Overview, language: Language): Html {
  const { now: words } = texts[language];
  const rows = heldBecause.map(({ code, count }) => ({ name: nameReason(code, language), count }));
  return counted({ caption: words.heldBecause, rows, otherwise: words.heldBecauseEmpty }, language);
}

/** What was kept and counted, but is nothing a rule may act on. */
export function unwantedTable({ arrivals }: Overview, language: Language): Html {
  const { now: words, unwanted, words: common } = texts[language];
  const rows = arrivals.unwanted.map(({ reason, count }) => ({ name: unwanted[reason] ?? reason, count }));
  return counted({ caption: words.unwanted, rows, otherwise: common.none }, language);
}

function counted(
  list: { caption: string; rows: readonly { name: string; count: number }[]; otherwise: string },
  language: Language,
): Html {
  const { now: words, words: common } = texts[language];
  if (list.rows.length === 0) return html`<p class="muted">${list.otherwise}</p>`;
  return html`<div class="compact">
    ${table({
      caption: list.caption,
      columns: [{ label: common.reason }, { label: words.times, numeric: true }],
      rows: list.rows.slice(0, 8).map(({ name, count }) => [name, sayNumber(count, language)]),
    })}
  </div>`;
}
