import { button, field, postForm } from '../../look/form.ts';
import { html } from '../../look/html.ts';
import type { Content, Html } from '../../look/html.ts';
import type { Language } from '../../look/language.ts';
import { notice } from '../../look/notice.ts';
import { page } from '../../look/page.ts';
import { fold } from '../../look/story.ts';
import { privacyLink } from '../privacy/privacy-page.ts';
import { siteOf } from './shell.ts';
import { peopleTexts } from '../texts/people.ts';
import { texts } from '../texts/say.ts';

export interface LoginPage {
  language: Language;
  /** Where to go after signing in. */
  next: string;
  said: 'wrong' | 'signedOut' | 'ended' | null;
  /** The forum whose accounts open the dashboard; null: there is the password only. */
  forumUrl: string | null;
  hasPassword: boolean;
  /** What the forum is called where an installation has several. */
  nameAmongOthers: string | null;
}

/** Two ways in: the forum account, and the password of the installation. */
export function loginPage(options: LoginPage): string {
  const { language, said, forumUrl, hasPassword } = options;
  const { login } = texts[language];
  return page({
    language,
    title: login.title,
    question: login.question,
    width: 'narrow',
    site: siteOf(options.nameAmongOthers),
    footer: privacyLink(language),
    body: html`${said === null ? '' : notice({ tone: said === 'wrong' ? 'failed' : 'still', title: say(said, language) })}
      <div class="card">
        ${forumUrl === null ? '' : withForum(forumUrl, options)} ${hasPassword ? withPassword(options) : ''}
      </div>`,
  });
}

function say(said: NonNullable<LoginPage['said']>, language: Language): string {
  return said === 'ended' ? peopleTexts[language].ended : texts[language].login[said];
}

/** A link, not a form: it changes nothing here, and the forum then asks who they are. */
function withForum(forumUrl: string, { language, next }: LoginPage): Html {
  const words = peopleTexts[language];
  return html`<div class="actions">
      <a class="button primary" href="/login/forum?next=${encodeURIComponent(next)}">${words.withForum}</a>
    </div>
    <p class="hint">${words.withForumHint(new URL(forumUrl).host)}</p>`;
}

function withPassword(options: LoginPage): Content {
  const { language, forumUrl } = options;
  const { login } = texts[language];
  const help = fold({
    id: 'forgotten',
    summary: login.forgotten,
    body: html`<p class="prose">${login.forgottenHow}</p>`,
  });
  if (forumUrl === null) return html`${passwordForm(options)} ${help}`;
  const words = peopleTexts[language];
  return html`<section class="other-way" aria-labelledby="with-password">
    <h2 id="with-password">${words.withPassword}</h2>
    <p class="hint">${words.passwordHint}</p>
    ${passwordForm(options)} ${help}
  </section>`;
}

function passwordForm({ language, next, forumUrl }: LoginPage): Html {
  const { login } = texts[language];
  return postForm({
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
      <div class="actions">${button(login.signIn, forumUrl === null ? 'primary' : 'quiet')}</div>`,
  });
}
