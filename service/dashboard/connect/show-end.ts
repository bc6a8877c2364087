import { button, postForm } from '../../look/form.ts';
import { html } from '../../look/html.ts';
import type { Content, Html } from '../../look/html.ts';
import { notice } from '../../look/notice.ts';
import { lookBackSection } from '../pages/look-back-section.ts';
import { type Reader, csrfOf, section } from '../pages/shell.ts';
import { connectPageTexts } from '../texts/connect.ts';
import { stepsList } from './list-steps.ts';
import type { ConnectBeginning, ConnectState, MadeView } from './port.ts';
import { sayConnecting } from './say-connecting.ts';

/** A step did not work: which, why, and how to go on. */
export function showFailed(
  reader: Reader,
  { draft, done, trouble }: Extract<ConnectState, { at: 'failed' }>,
): Content {
  const words = connectPageTexts[reader.language];
  return html`${notice({
    tone: 'failed',
    title: words.failed,
    body: html`<p>${sayConnecting(reader.language).trouble(trouble, words.ways)}.</p>
      <p>${words.failedHow}</p>`,
    actions: toForm(reader),
  })}
  ${stepsList(reader, draft, { done, hasFailed: true })}`;
}

/** The forum is connected: what came of the ping, what to do next, and what the rules would have done. */
export function showMade(reader: Reader, made: MadeView, begun: ConnectBeginning): Content {
  const words = connectPageTexts[reader.language];
  const { draft, ping, hasOldKey, lookedBack, lookBackFault } = made;
  return html`${notice({
    tone: ping.arrived ? 'good' : 'waiting',
    title: words.made,
    body: html`<p>${sayConnecting(reader.language).ping(ping)} ${words.madeHow}</p>
      <ul>
        <li>${words.revokeAdminKey(draft.forumUrl)}</li>
        ${hasOldKey ? html`<li>${words.revokeOldKey(draft.bot)}</li>` : ''}
      </ul>`,
  })}
  ${section('next', { title: words.next }, next(reader, made, begun))}
  ${lookedBack === null ? html`<p class="muted">${words.lookBackNothing}</p>` : lookBackSection(lookedBack, reader.language, (post) => `${draft.forumUrl}/p/${post}`)}
  ${
    lookBackFault === null
      ? ''
      : notice({ tone: 'waiting', title: words.lookBackFault, body: html`<p>${lookBackFault}</p>` })
  }`;
}

function next(reader: Reader, { needsStart }: MadeView, { forumUrl }: ConnectBeginning): Html {
  const words = connectPageTexts[reader.language];
  const isDemo = forumUrl === null;
  if (!needsStart)
    return html`<p>${words.nextNothing}</p>
      <div class="actions">${toForm(reader)}</div>`;
  return html`<p>${isDemo ? words.nextDemo : words.nextRestart}</p>
    <div class="actions">
      ${postForm({ action: '/connect/start', csrf: csrfOf(reader), body: button(words.start, 'primary') })}
      ${toForm(reader)}
    </div>`;
}

function toForm(reader: Reader): Html {
  return postForm({
    action: '/connect/forget',
    csrf: csrfOf(reader),
    body: button(connectPageTexts[reader.language].toForm),
  });
}
