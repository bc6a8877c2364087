import { html } from '../../look/html.ts';
import type { Html } from '../../look/html.ts';
import type { Language } from '../../look/language.ts';
import { notice } from '../../look/notice.ts';
import type { PostStory } from '../../storage/reports/story-of-post.ts';
import { playgroundTexts } from '../texts/playground.ts';

/** Where a member said that a guide did not help: the way to make of it a post that must not fire the rule. */
export function offerSilentCase({ postId, offers }: PostStory, language: Language): Html {
  const words = playgroundTexts[language].silentCase;
  const rules = offers.filter(({ feedback }) => feedback?.helped === false).map(({ rule }) => rule);
  return html`${[...new Set(rules)].map((rule) =>
    notice({
      tone: 'waiting',
      title: words.didNotHelp(rule),
      body: words.why,
      actions: html`<a
        class="button primary"
        href="/playground?post=${postId}&rule=${encodeURIComponent(rule)}&case=silent#case"
        >${words.make}</a
      >`,
    }),
  )}`;
}
