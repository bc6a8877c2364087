import type { StoryStep } from '../../look/story.ts';
import type { PostStory } from '../../storage/reports/story-of-post.ts';
import { tellEvent } from './tell-event.ts';
import { tellOffer } from './tell-offer.ts';
import type { Telling } from './telling.ts';

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
