import type { StoryStep } from '../../look/story.ts';
import { sayNumber } from '../../look/when.ts';
import type { Language } from '../../look/language.ts';
import type { StoryFeedback } from '../../storage/reports/story-of-post.ts';
import { texts } from '../texts/say.ts';

/** What the member did with what was shown, as far as the forum's plugin told it, oldest first. */
export function tellFeedback(feedback: StoryFeedback, language: Language): StoryStep[] {
  const words = texts[language].story.feedback;
  const step = (at: Date | null, what: string, tone: StoryStep['tone'] = 'still'): StoryStep[] =>
    at === null ? [] : [{ at, tone, what }];
  const { seenAt, clickedAt, helped, ratedAt, doneSteps, dismissedAt, snoozedAt, restoredAt } = feedback;
  return [
    ...step(seenAt, words.seen),
    ...step(clickedAt, words.clicked),
    ...step(doneSteps.lastAt, words.steps(sayNumber(doneSteps.count, language)), 'good'),
    ...step(ratedAt, helped ? words.helped : words.notHelped, helped ? 'good' : 'failed'),
    ...step(dismissedAt, words.dismissed),
    ...step(snoozedAt, words.snoozed),
    ...step(restoredAt, words.restored),
    ...step(feedback.askedPersonAt, words.askedPerson),
  ].toSorted((one, other) => (one.at?.getTime() ?? 0) - (other.at?.getTime() ?? 0));
}
