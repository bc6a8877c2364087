import { sayStep } from '../../connect/texts/say-step.ts';
import { type Tone, chip, sign } from '../../look/chip.ts';
import { html } from '../../look/html.ts';
import type { Content, Html } from '../../look/html.ts';
import type { Reader } from '../pages/shell.ts';
import { connectPageTexts } from '../texts/connect.ts';
import type { DraftView, ShownStep } from './port.ts';
import { sayConnecting } from './say-connecting.ts';

/** How far the steps are; null: nothing has been begun. */
export interface HowFar {
  done: number;
  hasFailed: boolean;
}

/** The steps on the forum, each with its state, in the order in which they are made. */
export function stepsList(
  reader: Reader,
  { steps }: DraftView,
  far: HowFar | null,
  after: Content = '',
): Html {
  const texts = sayConnecting(reader.language);
  return html`<ol class="story steps">
    ${steps.map((step, at) => {
      const [tone, word] = stateOf(reader, step, far, at);
      return knot(tone, word, texts.title(step.part), sayStep(step, texts));
    })}
    ${after}
  </ol>`;
}

/** One knot of the line: what, its state, and what of it. */
export function knot(tone: Tone, word: string, title: Content, line: Content): Html {
  return html`<li class="step ${tone}">
    <div class="step-time">${chip(tone, word)}</div>
    <div class="knot">${sign(tone)}</div>
    <div class="step-text">
      <div class="what">${title}</div>
      <div class="why">${line}</div>
    </div>
  </li>`;
}

function stateOf({ language }: Reader, step: ShownStep, far: HowFar | null, at: number): [Tone, string] {
  const { states } = connectPageTexts[language];
  if (!step.isNeeded) return ['good', states.asItIs];
  if (far === null) return ['shadow', step.isNew ? states.wouldCreate : states.wouldChange];
  if (at < far.done) return ['good', states.done];
  if (at === far.done && far.hasFailed) return ['failed', states.failed];
  return [at === far.done ? 'waiting' : 'still', states.next];
}
