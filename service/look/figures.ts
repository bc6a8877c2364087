import type { Tone } from './chip.ts';
import { html } from './html.ts';
import type { Content, Html } from './html.ts';

export interface Figure {
  label: string;
  value: Content;
  /** One short line that says what to think of the number. */
  hint?: Content;
  tone?: Tone;
  href?: string;
}

/** A few numbers side by side, each with its name and what it means. */
export function figures(list: readonly Figure[]): Html {
  return html`<dl class="figures">${list.map(figure)}</dl>`;
}

function figure({ label, value, hint, tone, href }: Figure): Html {
  return html`<div class="figure ${tone ?? ''}">
    <dt>${label}</dt>
    <dd class="value">${href === undefined ? value : html`<a href="${href}">${value}</a>`}</dd>
    ${hint === undefined ? '' : html`<dd class="hint">${hint}</dd>`}
  </div>`;
}
