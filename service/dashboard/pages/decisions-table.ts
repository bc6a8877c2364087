import { chip } from '../../look/chip.ts';
import { html } from '../../look/html.ts';
import type { Html } from '../../look/html.ts';
import type { Language } from '../../look/language.ts';
import { empty } from '../../look/notice.ts';
import { table } from '../../look/table.ts';
import { when } from '../../look/when.ts';
import type { RecentDecision } from '../../storage/reports/recent-decisions.ts';
import { offerTone } from '../offer-tone.ts';
import { sayFirst, sayLast, sayOccasion } from '../say-because.ts';
import { lookBackTexts } from '../texts/look-back.ts';
import { texts } from '../texts/say.ts';

/** The newest decisions, each with a way to the whole story of its post. */
export function decisionsTable(decisions: readonly RecentDecision[], now: Date, language: Language): Html {
  const { words, now: page } = texts[language];
  if (decisions.length === 0) return empty({ title: page.latestEmpty, next: page.latestEmptyNext });
  return table({
    caption: page.latest,
    columns: [
      { label: words.when },
      { label: words.post },
      { label: words.rule },
      { label: words.result },
      { label: words.reason },
    ],
    rows: decisions.map((decision) => [
      when(decision.at, now, language),
      nameSubject(decision, language),
      html`<code>${decision.rule}</code>`,
      result(decision, language),
      html`<span class="prose small">${sayWhy(decision, language)}</span>`,
    ]),
  });
}

function nameSubject({ postId, memberName }: RecentDecision, language: Language): Html {
  const { words } = texts[language];
  if (postId === null) return html`${words.stageOf(memberName)}`;
  return html`<a href="/posts?url=${postId}">${words.postBy(postId, memberName)}</a>`;
}

function result({ offer, isLookBack }: RecentDecision, language: Language): Html {
  const state = offer?.state ?? 'held';
  const tone = chip(offerTone[state], texts[language].offerStates[state]);
  return isLookBack ? html`${tone} <span class="hint">${lookBackTexts[language].mark}</span>` : tone;
}

/** What became of the offer has reasons of its own; one that was sent says why it was offered. */
function sayWhy({ because, offer }: RecentDecision, language: Language): Html {
  if (!offer) return sayFirst(because, language);
  if (offer.because.length > 0) return sayFirst(offer.because, language);
  // The last of its waits is the one that it waits for.
  return offer.state === 'waiting' ? sayLast(because, language) : sayOccasion(because, language);
}
