import { button, field, postForm } from '../../look/form.ts';
import { html } from '../../look/html.ts';
import type { Content, Html } from '../../look/html.ts';
import { notice } from '../../look/notice.ts';
import { type Reader, csrfOf, section } from '../pages/shell.ts';
import { connectPageTexts } from '../texts/connect.ts';
import { sayConnecting } from './say-connecting.ts';
import type { ConnectBeginning, ConnectState } from './port.ts';

/** Asks for a forum and, once, for an administrator's key. What was asked before stands in it again, but for the key. */
export function askForm(
  reader: Reader,
  begun: ConnectBeginning,
  { asked, trouble }: Extract<ConnectState, { at: 'rest' }>,
): Content {
  const words = connectPageTexts[reader.language];
  return html`${
    trouble === null
      ? ''
      : notice({
          tone: 'failed',
          title: words.notPossible,
          body: html`<p>${sayConnecting(reader.language).trouble(trouble, words.ways)}.</p>`,
        })
  }${section(
    'ask',
    { title: words.form, question: words.formHow },
    postForm({
      action: '/connect/look',
      csrf: csrfOf(reader),
      className: 'card ask',
      body: html`${field({
          id: 'forum',
          name: 'forum',
          type: 'url',
          label: words.forum,
          hint: words.forumHint,
          required: true,
          value: asked?.forum ?? begun.forumUrl ?? '',
        })}
        ${field({
          id: 'own',
          name: 'own',
          type: 'url',
          label: words.own,
          hint: words.ownHint,
          value: asked?.own ?? begun.own,
        })}
        ${field({
          id: 'key',
          name: 'key',
          type: 'password',
          label: words.key,
          hint: words.keyHint,
          required: true,
          autocomplete: 'off',
        })}
        ${more(reader, begun, asked)}
        <div class="actions">${button(words.look, 'primary')}</div>`,
    }),
  )}`;
}

function more(
  { language }: Reader,
  begun: ConnectBeginning,
  asked: Extract<ConnectState, { at: 'rest' }>['asked'],
): Html {
  const words = connectPageTexts[language];
  const isOpen = asked !== null;
  return html`<details id="connect-more" ${isOpen ? html`open` : ''}>
    <summary>${words.more}</summary>
    <div class="folded">
      ${field({ id: 'bot', name: 'bot', label: words.bot, hint: words.botHint, value: asked?.bot || begun.bot, maxLength: 60 })}
      ${tick('adopt', words.adopt, asked?.adopt ?? false)}
      ${tick('leavePlugin', words.leavePlugin, asked?.leavePlugin ?? false)}
    </div>
  </details>`;
}

function tick(name: string, label: string, isTicked: boolean): Html {
  return html`<label class="tick"
    ><input type="checkbox" name="${name}" value="yes" ${isTicked ? html`checked` : ''} /> ${label}</label
  >`;
}
