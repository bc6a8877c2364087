import { button } from '../../look/form.ts';
import { html } from '../../look/html.ts';
import type { Html } from '../../look/html.ts';
import type { Language } from '../../look/language.ts';
import { texts } from '../texts/say.ts';

/** Which rules are shown, and in which order. */
export interface RulesChoice {
  find: string;
  order: 'name' | 'active';
}

/** Narrows the rules to those with a word, and turns their order; both stand in the address. */
export function findRuleForm({ find, order }: RulesChoice, language: Language): Html {
  const { rules: words } = texts[language];
  return html`<search>
    <form method="get" action="/rules" class="find-rule">
      <label for="find" class="only-read">${words.find}</label>
      <input
        id="find"
        name="find"
        type="search"
        value="${find}"
        maxlength="100"
        placeholder="${words.find}"
        aria-describedby="find-hint"
      />
      <label for="order" class="only-read">${words.order}</label>
      <select id="order" name="order">
        ${(['name', 'active'] as const).map(
          (each) =>
            html`<option value="${each}" ${each === order ? html`selected` : ''}>
              ${words.orders[each]}
            </option>`,
        )}
      </select>
      ${button(words.findNow)}
      <p class="hint" id="find-hint">${words.findHint}</p>
    </form>
  </search>`;
}
