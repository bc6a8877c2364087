import type { EventKind } from '../../model/event.ts';
import { triggerNames } from '../../rulebook/triggers/triggers.ts';
import type { Trigger } from '../../rulebook/triggers/triggers.ts';
import { lifeMatchers } from './life-matchers.ts';
import type { Matcher } from './matcher.ts';
import { memberMatchers } from './member-matchers.ts';
import { outsideMatcher } from './outside-matcher.ts';
import { postMatchers } from './post-matchers.ts';
import { timeMatchers } from './time-matchers.ts';
import { topicMatchers } from './topic-matchers.ts';

/** How each trigger is told from what happened. A trigger without a matcher does not compile. */
export const matchers: Readonly<Record<Trigger, Matcher>> = {
  ...postMatchers,
  ...topicMatchers,
  ...memberMatchers,
  ...lifeMatchers,
  ...timeMatchers,
  ...outsideMatcher,
};

const byKind = new Map<EventKind, readonly Trigger[]>();
for (const trigger of triggerNames) {
  for (const kind of matchers[trigger].answers) byKind.set(kind, [...(byKind.get(kind) ?? []), trigger]);
}

/** Triggers that an event of this kind may set off; none for most kinds. */
export function triggersOf(kind: EventKind): readonly Trigger[] {
  return byKind.get(kind) ?? [];
}
