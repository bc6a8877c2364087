import { html } from '../../look/html.ts';
import type { Html } from '../../look/html.ts';
import type { Language } from '../../look/language.ts';
import { page } from '../../look/page.ts';
import { table } from '../../look/table.ts';
import { type Retention, keptPartNames } from '../../privacy/retention.ts';
import { keptWords, sayUntil } from '../../privacy/say-kept.ts';
import { privacyTexts } from '../texts/privacy.ts';

export interface PrivacyView {
  retention: Retention;
  /** What to answer so that nothing more comes. */
  stopWord: string;
  /** Null: no forum is connected. */
  forumUrl: string | null;
}

/** What is held about members, for how long, and what they can do about it; made from the numbers by which it is forgotten. */
export function privacyPage(language: Language, { retention, forumUrl, stopWord }: PrivacyView): string {
  const words = privacyTexts[language];
  const host = forumUrl === null ? null : new URL(forumUrl).host;
  return page({
    language,
    title: words.title,
    question: host === null ? words.questionNoForum : words.question(host),
    answer: words.answer(sayUntil('texts', retention, language)),
    site: { name: 'Waypost', href: '#content' },
    body: html`${part('yours', { title: words.yours, question: words.yoursQuestion }, yours(language, { forumUrl, stopWord }))}
    ${part('held', { title: words.held, question: words.heldQuestion }, heldTable(language, retention))}
    ${part(
      'never',
      { title: words.never, question: words.neverQuestion },
      html`<ul class="prose">
        ${words.neverList.map((line) => html`<li>${line}</li>`)}
      </ul>`,
    )}`,
  });
}

/** The link that stands in the foot of every page. */
export function privacyLink(language: Language): Html {
  return html`<a href="/privacy">${privacyTexts[language].link}</a>`;
}

function part(id: string, heading: { title: string; question: string }, body: Html): Html {
  return html`<section class="section" aria-labelledby="${id}-heading">
    <h2 id="${id}-heading">${heading.title}</h2>
    <p class="question">${heading.question}</p>
    ${body}
  </section>`;
}

function heldTable(language: Language, retention: Retention): Html {
  const words = privacyTexts[language];
  return table({
    caption: words.held,
    columns: [{ label: words.what }, { label: words.why }, { label: words.howLong }],
    rows: keptPartNames.map((name) => {
      const said = keptWords[language][name];
      return [
        html`<strong>${said.name}</strong><br />${said.what}`,
        said.why,
        sayUntil(name, retention, language),
      ];
    }),
  });
}

function yours(language: Language, { forumUrl, stopWord }: Pick<PrivacyView, 'forumUrl' | 'stopWord'>): Html {
  const words = privacyTexts[language];
  const own =
    forumUrl === null ? '' : html` <a href="${forumUrl}/my/preferences/waypost">${words.settingsHere}</a>`;
  const team =
    forumUrl === null ? '' : html` <a href="${forumUrl}/about">${words.askHere(new URL(forumUrl).host)}</a>`;
  return html`<ul class="prose">
      <li>${words.stop(stopWord)}</li>
      <li>${words.settings}${own}</li>
      <li>${words.copy}</li>
      <li>${words.erase}</li>
    </ul>
    <p class="prose">${words.ask}${team}</p>`;
}
