import { html } from './html.ts';
import type { Content, Html } from './html.ts';

/** A short list of names with a number each, the number at the right. */
export function tally(rows: readonly { name: Content; count: Content }[]): Html {
  return html`<dl class="tally">
    ${rows.map(
      ({ name, count }) =>
        html`<div>
          <dt>${name}</dt>
          <dd>${count}</dd>
        </div>`,
    )}
  </dl>`;
}

/** What is the case, measure by measure, in as many columns as fit; `tight` for small numbers. */
export function measures(
  rows: readonly { name: Content; value: Content }[],
  width: 'wide' | 'tight' = 'wide',
): Html {
  return html`<dl class="measures ${width}">
    ${rows.map(
      ({ name, value }) =>
        html`<div>
          <dt>${name}</dt>
          <dd>${value}</dd>
        </div>`,
    )}
  </dl>`;
}
