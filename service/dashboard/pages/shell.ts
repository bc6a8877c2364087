import { button, postForm } from '../../look/form.ts';
import { html } from '../../look/html.ts';
import type { Content, Html } from '../../look/html.ts';
import type { Language } from '../../look/language.ts';
import { notice } from '../../look/notice.ts';
import { live, page } from '../../look/page.ts';
import { privacyLink } from '../privacy/privacy-page.ts';
import { type Access, isAllowed } from '../sign-in/access.ts';
import type { Session } from '../sign-in/sessions.ts';
import { nameRole } from './name-role.ts';
import { peopleTexts } from '../texts/people.ts';
import { texts } from '../texts/say.ts';

export type Place =
  | 'now'
  | 'review'
  | 'posts'
  | 'members'
  | 'rules'
  | 'playground'
  | 'coming'
  | 'attention'
  | 'changes'
  | 'connect'
  | 'sessions';
export type Done = 'paused' | 'resumed' | 'replayed' | 'aside' | 'moved';

/** For whom a page is made. */
export interface Reader {
  language: Language;
  session: Session;
  /** Said once, after a change. */
  done: Done | null;
  /** Whose dashboard it is, where an installation has several forums. */
  nameAmongOthers?: string | null;
}

/** What stands beside the mark: two tabs of two forums must not be taken for one another. */
export function siteOf(nameAmongOthers: string | null | undefined): { name: string; href: string } {
  return { name: nameAmongOthers ? `Waypost · ${nameAmongOthers}` : 'Waypost', href: '/' };
}

const places: readonly { place: Exclude<Place, 'sessions' | 'connect'>; href: string; access?: Access }[] = [
  { place: 'now', href: '/' },
  { place: 'review', href: '/review', access: ['approver', 'manager'] },
  { place: 'posts', href: '/posts' },
  { place: 'members', href: '/members' },
  { place: 'rules', href: '/rules' },
  { place: 'playground', href: '/playground' },
  { place: 'coming', href: '/coming' },
  { place: 'attention', href: '/attention' },
  { place: 'changes', href: '/changes' },
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
    styles?: readonly string[];
    scripts?: readonly string[];
  },
): string {
  const { language, done } = reader;
  const { nav } = texts[language];
  const { place, body, ...rest } = content;
  const links = places
    .filter(({ access = 'viewer' }) => mayDo(reader, access))
    .map(({ place: name, href }) => ({ href, label: nav[name], current: name === place }));
  return page({
    ...rest,
    language,
    site: siteOf(reader.nameAmongOthers),
    nav: mayDo(reader, 'operator') ? [...links, { href: '/queues', label: nav.queues }] : links,
    tools: tools(reader, place),
    footer: privacyLink(language),
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

/** Whether the reader may use what asks for this; what they may not use is not shown as a button. */
export function mayDo(reader: Reader, access: Access): boolean {
  return isAllowed(reader.session.roles, access);
}

/** Who is signed in, as what, and the way out. */
function tools(reader: Reader, place: Place): Html {
  const { session, language } = reader;
  const role = nameRole(session.roles, language);
  const { yours } = peopleTexts[language].sessions;
  return html`<a class="whoami" href="/sessions" ${place === 'sessions' ? html`aria-current="page"` : ''}
      >${avatar(session)}<span class="whoami-name">${session.who}</span>
      <span class="muted small">${role}</span><span class="only-read">: ${yours}</span></a
    >
    ${postForm({ action: '/logout', csrf: csrfOf(reader), body: button(texts[reader.language].nav.signOut) })}`;
}

/** The picture on the forum, or the first letter. */
function avatar({ avatarUrl, who }: Session): Html {
  if (avatarUrl !== null)
    return html`<img class="avatar" src="${avatarUrl}" alt="" width="28" height="28" />`;
  return html`<span class="avatar" aria-hidden="true">${Array.from(who)[0]?.toUpperCase() ?? ''}</span>`;
}
