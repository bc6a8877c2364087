import { html } from '../../look/html.ts';
import type { Content, Html } from '../../look/html.ts';
import { empty, notice } from '../../look/notice.ts';
import type { ProposedOffers } from '../../storage/reports/proposed-offers.ts';
import { type Reader, dashboardPage } from '../pages/shell.ts';
import { reviewTexts } from '../texts/review.ts';
import { type CardContext, chosenForm, reviewCard } from './review-card.ts';

/** What is said once, after a decision. */
export type Said =
  | { what: 'approve' | 'reject' }
  | { what: 'several'; count: number; left: number }
  | { what: 'gone' | 'care_as_it_is' };

export interface ReviewReport extends CardContext {
  proposed: ProposedOffers;
  said: Said | null;
}

/** Everything that waits for a person: what expires first stands first. */
export function reviewPage(reader: Reader, report: ReviewReport): string {
  const words = reviewTexts[reader.language];
  const { proposed, said } = report;
  const { count, offers } = proposed;
  return dashboardPage(reader, {
    place: 'review',
    title: words.title,
    question: words.question,
    ...(count === 0 ? {} : { answer: answer(proposed, reader) }),
    scripts: ['/review/keys.js'],
    styles: ['/review/review.css'],
    body: html`${said === null ? '' : say(said, reader)}
    ${
      offers.length === 0
        ? empty({ title: words.none, next: words.noneNext })
        : html`${keyList(reader)} ${offers.map((each) => reviewCard(each, report, reader))}
          ${offers.length > 1 ? chosenForm(reader) : ''}`
    }`,
  });
}

function answer({ count, offers }: ProposedOffers, { language }: Reader): Content {
  const words = reviewTexts[language];
  return count > offers.length
    ? `${words.answer(count)} ${words.newest(offers.length)}`
    : words.answer(count);
}

function say(said: Said, { language }: Reader): Html {
  const words = reviewTexts[language];
  switch (said.what) {
    case 'approve':
    case 'reject':
      return notice({ tone: 'good', title: words.done[said.what] });
    case 'several':
      return notice({ tone: 'good', title: words.doneSeveral(said.count, said.left) });
    case 'gone':
      return notice({ tone: 'waiting', title: words.gone });
    case 'care_as_it_is':
      return notice({ tone: 'waiting', title: words.careAsItIs });
  }
}

/** Shown only where there are keys to press. */
function keyList({ language }: Reader): Html {
  const words = reviewTexts[language];
  return html`<p class="review-keys muted small">
    ${words.keys}:
    ${words.keyNames.map(([key, means]) => html`<span class="key"><kbd>${key}</kbd> ${means}</span>`)}
  </p>`;
}
