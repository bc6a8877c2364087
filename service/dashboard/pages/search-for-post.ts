import { button } from '../../look/form.ts';
import { html } from '../../look/html.ts';
import type { Html } from '../../look/html.ts';
import type { Language } from '../../look/language.ts';
import { texts } from '../texts/say.ts';

/** Asks for a post by its address or number, and leads to the page that tells of it. */
export function searchForPost(
  typed: string,
  { action, label, language }: { action: '/posts' | '/explain'; label: string; language: Language },
): Html {
  const { posts: words } = texts[language];
  return html`<form method="get" action="${action}" class="line search" role="search">
    <div class="field">
      <label for="search">${words.field}</label>
      <input
        id="search"
        name="url"
        type="search"
        value="${typed}"
        maxlength="500"
        data-search
        autocomplete="off"
        aria-describedby="search-hint"
      />
    </div>
    ${button(label, 'primary')}
    <p class="hint whole" id="search-hint">${words.fieldHint}</p>
  </form>`;
}
