import { html } from '../../look/html.ts';
import type { Html } from '../../look/html.ts';
import type { Language } from '../../look/language.ts';
import { table } from '../../look/table.ts';
import { when } from '../../look/when.ts';
import type { Change } from '../../storage/reports/recent-changes.ts';
import { texts } from '../texts/say.ts';

/** Who changed what, and why. */
export function changesTable(changes: readonly Change[], now: Date, language: Language): Html {
  const { words, now: page, changes: names } = texts[language];
  return table({
    caption: page.changes,
    columns: [
      { label: words.when },
      { label: words.who },
      { label: words.what },
      { label: words.subject },
      { label: words.why },
    ],
    rows: changes.map((change) => [
      when(change.at, now, language),
      change.who,
      names[change.what] ?? change.what,
      html`<code>${change.subject}</code>`,
      change.why,
    ]),
  });
}
