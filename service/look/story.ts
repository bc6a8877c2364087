import { sign } from './chip.ts';
import type { Tone } from './chip.ts';
import { html } from './html.ts';
import type { Content, Html } from './html.ts';
import type { Language } from './language.ts';
import { when } from './when.ts';

/** One knot of a story: what happened, why, and what one may unfold. */
export interface StoryStep {
  /** `null` where the step has no moment of its own. */
  at: Date | null;
  tone: Tone;
  what: Content;
  why?: Content;
  details?: { id: string; summary: string; body: Content };
}

/** The house picture: a line with one knot per step, time at the left, what and why at the right. */
export function story(steps: readonly StoryStep[], now: Date, language: Language): Html {
  return html`<ol class="story">
    ${steps.map((step) => knot(step, now, language))}
  </ol>`;
}

function knot(step: StoryStep, now: Date, language: Language): Html {
  return html`<li class="step ${step.tone}">
    <div class="step-time">${step.at ? when(step.at, now, language) : ''}</div>
    <div class="knot">${sign(step.tone)}</div>
    <div class="step-text">
      <div class="what">${step.what}</div>
      ${step.why === undefined ? '' : html`<div class="why">${step.why}</div>`}
      ${step.details ? fold(step.details) : ''}
    </div>
  </li>`;
}

/** Something folded away; `id` keeps it open while the page renews itself. */
export function fold({
  id,
  summary,
  body,
  open = false,
}: {
  id: string;
  summary: string;
  body: Content;
  open?: boolean;
}): Html {
  return html`<details id="${id}" ${open ? html`open` : ''}>
    <summary>${summary}</summary>
    <div class="folded">${body}</div>
  </details>`;
}
