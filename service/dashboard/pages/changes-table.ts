import { html } from '../../look/html.ts';
import type { Content, Html } from '../../look/html.ts';
import type { Language } from '../../look/language.ts';
import { table } from '../../look/table.ts';
import { when } from '../../look/when.ts';
import type { Change } from '../../storage/reports/recent-changes.ts';
import { changesTexts } from '../texts/changes.ts';
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
      who(change, language),
      names[change.what] ?? change.what,
      html`<code>${change.subject}</code>`,
      change.why === '' ? html`<span class="muted">${changesTexts[language].noReason}</span>` : change.why,
    ]),
  });
}

/** The name, and in small by what they were known, so that a name given away later misleads nobody. */
function who({ who: name, memberId, madeOn }: Change, language: Language): Content {
  const words = changesTexts[language];
  if (memberId !== null) return html`${name} <span class="muted small">${words.member(memberId)}</span>`;
  return madeOn === 'dashboard' ? html`${name} <span class="muted small">${words.byPassword}</span>` : name;
}
