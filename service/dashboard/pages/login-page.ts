import { button, field, postForm } from '../../look/form.ts';
import { html } from '../../look/html.ts';
import type { Language } from '../../look/language.ts';
import { notice } from '../../look/notice.ts';
import { page } from '../../look/page.ts';
import { fold } from '../../look/story.ts';
import { texts } from '../texts/say.ts';

export function loginPage(options: {
  language: Language;
  /** Where to go after signing in. */
  next: string;
  said: 'wrong' | 'signedOut' | null;
}): string {
  const { language, next, said } = options;
  const { login } = texts[language];
  return page({
    language,
    title: login.title,
    question: login.question,
    width: 'narrow',
    body: html`${said === null ? '' : notice({ tone: said === 'wrong' ? 'failed' : 'still', title: login[said] })}
      <div class="card">
        ${postForm({
          action: '/login',
          csrf: null,
          hidden: { next },
          body: html`${field({
              id: 'password',
              name: 'password',
              label: login.password,
              type: 'password',
              required: true,
              autocomplete: 'current-password',
            })}
            ${field({ id: 'name', name: 'name', label: login.name, hint: login.nameHint, autocomplete: 'name', maxLength: 60 })}
            <div class="actions">${button(login.signIn, 'primary')}</div>`,
        })}
        ${fold({ id: 'forgotten', summary: login.forgotten, body: html`<p class="prose">${login.forgottenHow}</p>` })}
      </div>`,
  });
}
