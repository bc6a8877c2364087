import type { PostStory } from '../../storage/reports/story-of-post.ts';
import { sayFirstPlainly, sayStored } from '../say-because.ts';
import { texts } from '../texts/say.ts';
import type { Telling } from './telling.ts';

/** The story in one sentence: what was offered, or why nothing was. */
export function answerStory(
  story: PostStory,
  { language, nameGuide }: Pick<Telling, 'language' | 'nameGuide'>,
): string {
  const words = texts[language].story;
  const shown = story.offers.findLast(({ state }) => state !== 'shadow') ?? story.offers.at(-1);
  if (shown) return words.answerOffer[shown.state](nameGuide(shown.resource));
  if (story.events.length === 0)
    return story.post ? words.seenOnly(story.post.seenThrough) : words.answer.none;
  const held = story.events.flatMap(({ decisions }) => decisions).filter(({ verdict }) => verdict === 'held');
  const first = held.at(-1);
  if (first) return words.answerHeld(held.length, sayFirstPlainly(first.because, language));
  const states = new Set(story.events.map(({ state }) => state));
  const ended = story.events.findLast(({ state, reason }) => state === 'done' && reason !== null);
  if (states.has('received')) return words.answer.pending;
  if (states.has('dead')) return words.answer.dead;
  if (ended?.reason) return `${words.answer.held} ${sayStored(ended.reason, language)}`;
  return states.has('missed') ? words.answer.missed : words.answer.nothing;
}
