import { html } from '../../look/html.ts';
import type { Content, Html } from '../../look/html.ts';
import { type Reader, section } from '../pages/shell.ts';
import { connectPageTexts } from '../texts/connect.ts';
import { knot, stepsList } from './list-steps.ts';
import type { ConnectState } from './port.ts';

type Making = Extract<ConnectState, { at: 'making' }>;

/** Each step as it is made; the page looks again by itself, and without scripts when it is asked to. */
export function showMaking(reader: Reader, making: Making): Content {
  const words = connectPageTexts[reader.language];
  return section(
    'making',
    { title: words.making, question: words.makingHow },
    html`${stepsList(reader, making.draft, { done: making.done, hasFailed: false }, later(reader, making))}
      <noscript><a class="button" href="/connect">${words.again}</a></noscript>`,
  );
}

function later({ language }: Reader, { phase, open }: Making): Html {
  const { states, phase: words } = connectPageTexts[language];
  const ping =
    phase === 'look-back'
      ? knot('good', states.done, words.ping, '')
      : knot(phase === 'ping' ? 'waiting' : 'still', states.next, words.ping, '');
  const back = phase === 'look-back' ? 'waiting' : 'still';
  return html`${ping}
  ${knot(back, states.next, words.lookBack, open === null ? '' : words.lookBackOpen(open))}`;
}
