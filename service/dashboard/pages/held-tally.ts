import { html } from '../../look/html.ts';
import type { Html } from '../../look/html.ts';
import type { Language } from '../../look/language.ts';
import { tally } from '../../look/tally.ts';
import { sayNumber } from '../../look/when.ts';
import type { Overview } from '../../storage/reports/overview.ts';
import { nameReason } from '../say-because.ts';
import { texts } from '../texts/say.ts';

const most = 8;

/** Why rules held back, the most frequent reason first. */
export function heldTally({ heldBecause }: Overview, language: Language): Html {
  const { now: words } = texts[language];
  const rows = heldBecause.map(({ code, count }) => ({ name: nameReason(code, language), count }));
  return counted(rows, words.heldBecauseEmpty, language);
}

/** What was kept and counted, but is nothing a rule may act on. */
export function unwantedTally({ arrivals }: Overview, language: Language): Html {
  const { unwanted, words } = texts[language];
  const names: Readonly<Record<string, string>> = unwanted;
  const rows = arrivals.unwanted.map(({ reason, count }) => ({ name: names[reason] ?? reason, count }));
  return counted(rows, words.none, language);
}

function counted(
  rows: readonly { name: string; count: number }[],
  otherwise: string,
  language: Language,
): Html {
  if (rows.length === 0) return html`<p class="muted">${otherwise}</p>`;
  return tally(rows.slice(0, most).map(({ name, count }) => ({ name, count: sayNumber(count, language) })));
}
