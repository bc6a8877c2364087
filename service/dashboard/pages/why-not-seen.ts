import { html } from '../../look/html.ts';
import type { Html } from '../../look/html.ts';
import type { Language } from '../../look/language.ts';
import { when } from '../../look/when.ts';
import type { ForumHealth } from '../../storage/reports/forum-health.ts';
import { texts } from '../texts/say.ts';

/** Why there may be no record of a post, most frequent first. */
export function whyNotSeen(health: ForumHealth | null, now: Date, language: Language): Html {
  const { notSeenBecause: words } = texts[language].posts;
  const reached = health?.reconciledTo ?? null;
  return html`<p>${words.intro}</p>
    ${health ? html`<p>${words.before} ${when(health.watchedSince, now, language)}.</p>` : ''}
    <p>${reached === null ? words.silent : words.notReached(String(reached))}</p>`;
}
