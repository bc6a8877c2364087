import { html, raw } from './html.ts';
import type { Html } from './html.ts';

/** What a state means to its reader, whatever it is called: one colour and one sign each. */
export type Tone = 'good' | 'waiting' | 'failed' | 'shadow' | 'still';

/** Small signs on a grid of 12, told apart without colour. */
const signs: Readonly<Record<Tone, string>> = {
  good: '<path d="M2 6.5 5 9.5 10 3" fill="none" stroke="currentColor" stroke-width="2"/>',
  waiting:
    '<circle cx="6" cy="6" r="4.75" fill="none" stroke="currentColor" stroke-width="1.5"/><path d="M6 3.5V6l2 1.5" fill="none" stroke="currentColor" stroke-width="1.5"/>',
  failed: '<path d="m2.5 2.5 7 7m0-7-7 7" fill="none" stroke="currentColor" stroke-width="2"/>',
  shadow:
    '<circle cx="6" cy="6" r="4.75" fill="none" stroke="currentColor" stroke-width="1.5"/><path d="M6 1.5a4.5 4.5 0 0 1 0 9z" fill="currentColor"/>',
  still: '<path d="M3 2.5v7M9 2.5v7" fill="none" stroke="currentColor" stroke-width="2"/>',
};

export function sign(tone: Tone): Html {
  return html`<svg
    class="sign"
    width="12"
    height="12"
    viewBox="0 0 12 12"
    aria-hidden="true"
    focusable="false"
  >
    ${raw(signs[tone])}
  </svg>`;
}

/** A state: its word, its sign, its colour. chip('good', 'sent') */
export function chip(tone: Tone, word: string): Html {
  return html`<span class="chip ${tone}">${sign(tone)}${word}</span>`;
}
