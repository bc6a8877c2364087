import { postForm, button } from '../../look/form.ts';
import { html } from '../../look/html.ts';
import type { Content, Html } from '../../look/html.ts';
import { notice } from '../../look/notice.ts';
import { live, page } from '../../look/page.ts';
import type { ForumMember } from '../state/records.ts';
import { inboxHref, messagesOf } from './own-messages.ts';
import { bannerView } from './plugin/under-post.ts';
import { settingsHref } from './plugin/settings-href.ts';
import { roleOf } from './visit.ts';
import type { Visit } from './visit.ts';

export interface Framed {
  title: string;
  question?: Content;
  body: Content;
  here?: 'topics' | 'new' | 'trouble';
  /** Renews itself while it is open. */
  isLive?: boolean;
}

/** What all pages of the demo forum have around them: the note, who writes, and what is wrong with the forum at the moment. */
export function frame(visit: Visit, { title, question, body, here, isLive = true }: Framed): string {
  const { words, language, options } = visit;
  const link = (href: string, label: string, name: Framed['here']) => ({
    href,
    label,
    current: here === name,
  });
  return page({
    language,
    title,
    ...(question === undefined ? {} : { question }),
    site: { name: words.forum, href: '/' },
    nav: [
      link('/', words.navTopics, 'topics'),
      link('/new', words.navNew, 'new'),
      link('/trouble', words.navTrouble, 'trouble'),
    ],
    tools:
      options.dashboardUrl === undefined
        ? ''
        : html`<a href="${options.dashboardUrl}">${words.dashboard}</a>`,
    body: html`${who(visit)}${live('trouble', trouble(visit))}${live('banner', bannerView(visit))}${body}`,
    styles: ['/forum.css'],
    width: 'narrow',
    ...(isLive ? { refreshSeconds: 2 } : {}),
  });
}

function who(visit: Visit): Html {
  const { words, member, choices } = visit;
  const choice = (one: ForumMember): Html =>
    html`<button
      type="submit"
      name="member"
      value="${one.username}"
      class="who"
      aria-pressed="${one.id === member.id ? 'true' : 'false'}"
    >
      ${one.name}<span class="role"> ${roleOf(visit, one)}</span>
    </button>`;
  return html`<p class="demo-note">${words.note}</p>
    <section class="who-bar" aria-label="${words.writingAs}">
      <span class="small muted" aria-hidden="true">${words.writingAs}</span>
      ${postForm({ action: '/be', csrf: null, className: 'actions', body: choices.map(choice) })}
      ${postForm({ action: '/newcomer', csrf: null, body: html`<button type="submit" class="who quiet">+ ${words.newcomer}</button>` })}
      <div class="own-links">
        ${live('inbox', inbox(visit))}
        ${visit.forum.hasPlugin ? html`<a class="act" href="${settingsHref(member)}">${words.plugin.settings}</a>` : ''}
      </div>
    </section>`;
}

function inbox(visit: Visit): Html {
  return html`<a class="act" href="${inboxHref}">${visit.words.inbox(messagesOf(visit).length)}</a>`;
}

function trouble({ forum, words }: Visit): Content {
  const active = forum.mood.current();
  if (active.length === 0) return '';
  return notice({
    tone: 'waiting',
    title: words.troubleBanner,
    body: active.map(
      ({ mode, times }) =>
        html`<p>
          ${words.modes[mode][0]}: ${times === undefined ? words.untilStopped : words.timesLeft(times)}
        </p>`,
    ),
    actions: postForm({ action: '/trouble/stop', csrf: null, body: button(words.behave) }),
  });
}

/** One paragraph for each line. */
export function paragraphs(text: string): Html[] {
  return text.split('\n').map((line) => html`<p>${line}</p>`);
}
