import { postForm } from '../../../look/form.ts';
import { html, raw } from '../../../look/html.ts';
import type { Html } from '../../../look/html.ts';
import type { cardAnswer } from '../../plugin/cards.ts';
import type { Visit } from '../visit.ts';

/** The steps of a card with the member's own ticks; numbered where their order matters. */
export function stepList(
  { words: { plugin: words } }: Visit,
  { id, form, steps }: ReturnType<typeof cardAnswer>,
): Html | '' {
  if (steps.length === 0) return '';
  const done = steps.filter((step) => step.done).length;
  const rows = steps.map((step) => {
    const label = `step-${id}-${step.key}`;
    return html`<li class="card-step ${step.done ? 'done' : ''}">
      ${postForm({
        action: `/waypost/cards/${id}/steps/${step.key}`,
        csrf: null,
        hidden: { done: String(!step.done) },
        body: html`<button
          type="submit"
          class="tick"
          aria-pressed="${String(step.done)}"
          aria-labelledby="${label}"
        >
          ${box}
        </button>`,
      })}
      <span class="card-step-text" id="${label}">${raw(step.cooked)}</span>
    </li>`;
  });
  const list =
    form === 'steps'
      ? html`<ol class="card-steps numbered">
          ${rows}
        </ol>`
      : html`<ul class="card-steps">
          ${rows}
        </ul>`;
  return html`${list}
    <p class="muted small" role="status">${words.progress(done, steps.length)}</p>`;
}

const box = html`<svg width="20" height="20" viewBox="0 0 20 20" aria-hidden="true" focusable="false">
  <rect x="1" y="1" width="18" height="18" rx="4" fill="none" stroke="currentColor" stroke-width="1.5" />
  <path d="m5.5 10.5 3 3 6-7" fill="none" stroke="currentColor" stroke-width="2" />
</svg>`;
