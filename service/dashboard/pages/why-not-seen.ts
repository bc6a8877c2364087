import { html } from '../../look/html.ts';
import type { Html } from '../../look/html.ts';
import type { Language } from '../../look/language.ts';
import { exactly } from '../../look/when.ts';
import type { ForumHealth } from '../../storage/reports/forum-health.ts';
import { texts } from '../texts/say.ts';

/** Why there may be no record of a post, most frequent first. */
export function whyNotSeen(health: ForumHealth | null, language: Language): Html {
  const { notSeenBecause: words } = texts[language].posts;
  const reached = health?.reconciledTo ?? null;
  return html`<p>${words.intro}</p>
    ${health ? html`<p>${words.before} ${exactly(health.watchedSince, language)}.</p>` : ''}
    <p>${reached === null ? words.silent : words.notReached(String(reached))}</p>`;
}
