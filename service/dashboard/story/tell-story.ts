import type { Language } from '../../look/language.ts';
import type { StoryStep } from '../../look/story.ts';
import type { PostStory } from '../../storage/reports/story-of-post.ts';
import { tellEvent } from './tell-event.ts';
import { tellOffer } from './tell-offer.ts';

/** What the story is told with. */
export interface Telling {
  language: Language;
  now: Date;
  forumUrl: string;
  /** How many rules there are to consider a post. */
  rules: number;
  /** The title of a guide, or its id where the rules no longer know it. */
  nameGuide: (resource: string) => string;
}

/** The whole story of a post, one knot per step, in the order in which Waypost lived it. */
export function tellStory(story: PostStory, telling: Telling): StoryStep[] {
  const steps = [
    ...story.events.flatMap((event) => tellEvent(event, story, telling)),
    ...story.offers.flatMap((offer) => tellOffer(offer, telling)),
  ];
  return steps.toSorted((one, other) => timeOf(one) - timeOf(other));
}

function timeOf(step: StoryStep): number {
  return step.at?.getTime() ?? 0;
}
