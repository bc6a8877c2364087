import { html } from '../../look/html.ts';
import type { Content, Html } from '../../look/html.ts';
import { notice } from '../../look/notice.ts';
import { live } from '../../look/page.ts';
import { type Reader, dashboardPage } from '../pages/shell.ts';
import { connectPageTexts } from '../texts/connect.ts';
import { askForm } from './ask-form.ts';
import { byHandSection } from './by-hand-section.ts';
import type { ConnectReport } from './port.ts';
import { showDraft } from './show-draft.ts';
import { showFailed, showMade } from './show-end.ts';
import { showMaking } from './show-making.ts';

/** What Waypost needs on a forum: asked, shown, made, one after the other on the same page. */
export function connectPage(reader: Reader, report: ConnectReport): string {
  const words = connectPageTexts[reader.language];
  const { begun, state } = report;
  const connected = begun === null ? report.forumUrl : begun.forumUrl;
  const isMoving = state !== null && ['looking', 'making', 'starting'].includes(state.at);
  return dashboardPage(reader, {
    place: 'connect',
    title: words.title,
    question: words.question,
    styles: ['/connect/connect.css'],
    answer: connected === null ? words.answerDemo : words.answerConnected(connected),
    ...(isMoving ? { refreshSeconds: 2 } : {}),
    body: html`${live('connect', show(reader, report))} ${isMoving ? '' : byHandSection(reader, report)}`,
  });
}

function show(reader: Reader, report: ConnectReport): Content {
  const { begun, state } = report;
  const words = connectPageTexts[reader.language];
  if (begun === null || state === null) return atTheTerminal(reader, report);
  if (begun.needsPassword && reader.session.person.by !== 'password')
    return notice({ tone: 'waiting', title: words.needsPassword, body: words.needsPasswordHow });
  switch (state.at) {
    case 'rest':
      return askForm(reader, begun, state);
    case 'looking':
      return notice({
        tone: 'waiting',
        title: words.looking(state.forum),
        body: html`<p>${words.lookingHow}</p>`,
        actions: html`<a class="button" href="/connect">${words.again}</a>`,
      });
    case 'draft':
      return showDraft(reader, state.draft);
    case 'making':
      return showMaking(reader, state);
    case 'failed':
      return showFailed(reader, state);
    case 'made':
      return showMade(reader, state.made, begun);
    case 'starting':
      return notice({
        tone: 'waiting',
        title: words.starting,
        body: html`<p>${words.startingHow(state.publicUrl)}</p>`,
        actions: html`<a class="button" href="/connect">${words.again}</a>`,
      });
  }
}

function atTheTerminal({ language, nameAmongOthers }: Reader, { forumUrl, publicUrl }: ConnectReport): Html {
  const words = connectPageTexts[language];
  const command = [
    'npm run -s waypost -- connect',
    forumUrl ?? 'https://forum.example',
    `--url ${publicUrl ?? 'https://waypost.example'}`,
    ...(nameAmongOthers === null ? [] : [`--forum ${nameAmongOthers}`]),
  ].join(' ');
  return notice({
    tone: 'shadow',
    title: words.byCommand,
    body: html`<p>${words.byCommandHow}</p>
      <pre><code>${command}</code></pre>`,
  });
}
