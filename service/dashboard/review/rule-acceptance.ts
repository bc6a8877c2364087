import { html } from '../../look/html.ts';
import type { Html } from '../../look/html.ts';
import type { Language } from '../../look/language.ts';
import type { Acceptance } from '../../storage/reports/acceptance.ts';
import { reviewTexts } from '../texts/review.ts';

/** With fewer decisions a share says more about chance than about the rule. */
const enough = 10;

/** What people made of what a rule proposed: beside the buttons by which it is promoted. */
export function ruleAcceptance(acceptance: Acceptance | null, language: Language): Html {
  if (acceptance === null) return html``;
  const words = reviewTexts[language];
  const { approved, edited, rejected } = acceptance;
  const decided = approved + edited + rejected;
  const share = new Intl.NumberFormat(language, { style: 'percent' }).format(approved / Math.max(1, decided));
  return html`<p class="small">
    <strong>${words.acceptance}</strong>: ${words.acceptanceOf(acceptance)};
    ${decided < enough ? words.tooEarly(decided) : words.accepted(share)}.
    ${acceptance.open > 0 ? html`<a href="/review">${words.title}</a>` : ''}
  </p>`;
}
