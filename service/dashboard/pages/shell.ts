import { button, postForm } from '../../look/form.ts';
import { html } from '../../look/html.ts';
import type { Content, Html } from '../../look/html.ts';
import type { Language } from '../../look/language.ts';
import { notice } from '../../look/notice.ts';
import { live, page } from '../../look/page.ts';
import type { Session } from '../sign-in/sessions.ts';
import { texts } from '../texts/say.ts';

export type Place = 'now' | 'posts' | 'members' | 'rules' | 'attention';
export type Done = 'paused' | 'resumed' | 'replayed' | 'moved';

/** For whom a page is made. */
export interface Reader {
  language: Language;
  session: Session;
  /** Said once, after a change. */
  done: Done | null;
}

const places: readonly { place: Place; href: string }[] = [
  { place: 'now', href: '/' },
  { place: 'posts', href: '/posts' },
  { place: 'members', href: '/members' },
  { place: 'rules', href: '/rules' },
  { place: 'attention', href: '/attention' },
];

export function dashboardPage(
  reader: Reader,
  content: {
    place: Place;
    title: string;
    question: string;
    answer?: Content;
    body: Content;
    refreshSeconds?: number;
  },
): string {
  const { language, done } = reader;
  const { nav } = texts[language];
  const { place, body, ...rest } = content;
  const links = places.map(({ place: name, href }) => ({ href, label: nav[name], current: name === place }));
  return page({
    ...rest,
    language,
    nav: [...links, { href: '/queues', label: nav.queues }],
    tools: tools(reader),
    body: html`${done === null ? '' : notice({ tone: 'good', title: texts[language].done[done] })}${body}`,
  });
}

/** A part of a page with its own heading and question; `id` lets it renew itself in place. */
export function section(id: string, heading: { title: string; question?: Content }, body: Content): Html {
  return html`<section class="section" aria-labelledby="${id}-heading">
    <h2 id="${id}-heading">${heading.title}</h2>
    ${heading.question === undefined ? '' : html`<p class="question">${heading.question}</p>`}
    ${live(id, body)}
  </section>`;
}

export function csrfOf(reader: Reader): { name: string; token: string } {
  return { name: 'csrf', token: reader.session.csrf };
}

function tools(reader: Reader): Html {
  return html`<span class="muted small">${reader.session.who}</span>
    ${postForm({ action: '/logout', csrf: csrfOf(reader), body: button(texts[reader.language].nav.signOut) })}`;
}
