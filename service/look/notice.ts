import { sign } from './chip.ts';
import type { Tone } from './chip.ts';
import { html } from './html.ts';
import type { Content, Html } from './html.ts';
import { mark } from './mark.ts';

/** Something to know before the rest: what happened, why, and what one can do. */
export function notice(options: { tone: Tone; title: string; body?: Content; actions?: Content }): Html {
  const { tone, title, body, actions } = options;
  return html`<section class="notice ${tone}">
    <h2>${sign(tone)}${title}</h2>
    ${body === undefined ? '' : html`<div class="prose">${body}</div>`}
    ${actions === undefined ? '' : html`<div class="actions">${actions}</div>`}
  </section>`;
}

/** Nothing is here, which is a state with a next step, not a blank. */
export function empty(options: { title: string; next?: Content }): Html {
  return html`<div class="empty">
    ${mark(24)}
    <p class="empty-title">${options.title}</p>
    ${options.next === undefined ? '' : html`<div class="prose">${options.next}</div>`}
  </div>`;
}
