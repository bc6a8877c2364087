import { html } from '../../look/html.ts';
import type { Language } from '../../look/language.ts';
import { notice } from '../../look/notice.ts';
import { page } from '../../look/page.ts';
import type { NotSignedIn } from '../sign-in/connect/not-signed-in.ts';
import { peopleTexts } from '../texts/people.ts';

/** What happened, and the way on. */
export function notSignedInPage(language: Language, because: NotSignedIn, again = '/login'): string {
  const words = peopleTexts[language].notSignedIn;
  const isStranger = because.kind === 'no_role';
  return page({
    language,
    title: words.title,
    question: words.question,
    width: 'narrow',
    body: notice({
      tone: isStranger ? 'still' : 'failed',
      title: isStranger ? words.noRole(because.who) : words.because[because.kind],
      body: html`<p>${isStranger ? words.noRoleNext : words.next[because.kind]}</p>`,
      actions: html`<a class="button" href="${again}">${words.again}</a>`,
    }),
  });
}
