import { html } from '../../look/html.ts';
import type { Html } from '../../look/html.ts';
import type { RefusedGuide } from '../../model/plugin.ts';
import { refusedGuideTexts } from '../texts/refused-guides.ts';
import { type Reader, section } from './shell.ts';

/** Guides that are missing from the forum's directory, each with what stands against it; nothing where none is. */
export function refusedGuides({ language }: Reader, refused: readonly RefusedGuide[]): Html {
  const words = refusedGuideTexts[language];
  if (refused.length === 0) return html``;
  return section(
    'guides',
    { title: words.title, question: words.question },
    html`${refused.map(
      ({ id, locale, faults }) =>
        html`<article class="card">
          <h3>${id === null ? words.all : html`<code>${words.guide(id, locale)}</code>`}</h3>
          ${faults.map((fault) => html`<p lang="en">${fault}</p>`)}
        </article>`,
    )}`,
  );
}
