import type { Rule, Step, Where, Who } from '../../rulebook/rule.ts';

/**
 * A sequence at one of its steps, as the rule that it is then: it offers what the step offers, at once, and about no post.
 * Whom it is for, and where, was asked when it began; only who is in a group that is left out is left out. Null: the file
 * has no such step any more.
 */
export function ruleAtStep(rule: Rule, stepId: string): Rule | null {
  const step = rule.steps.find(({ id }) => id === stepId);
  if (step === undefined) return null;
  return {
    ...rule,
    offer: step.offer,
    as: step.as,
    waitMs: 0,
    cardWaitMs: 0,
    text: null,
    where: anywhere,
    who: { ...anybody, notGroups: rule.who.notGroups },
  };
}

const anywhere: Where = {
  categories: [],
  exact: false,
  notCategories: [],
  tags: [],
  notTags: [],
  openingPost: null,
  topic: { closed: null, solved: null, answered: null },
};
const anybody: Who = {
  stages: [],
  trustLevels: [],
  posts: null,
  memberForMs: null,
  groups: [],
  notGroups: [],
  locales: [],
};

/** Separates what a sequence is about from the step, in the occasion of a step's offer. */
const mark = '#';

/** What the offer of a step is about: one occasion for each step, so that none is offered twice. */
export function occasionOfStep(occasion: string, step: string): string {
  return `${occasion}${mark}${step}`;
}

/** The rule as it was when an offer was planned: of a sequence, at the step that the offer's occasion names. */
export function ruleOfOffer(rule: Rule, occasion: string): Rule | null {
  if (rule.steps.length === 0) return rule;
  return ruleAtStep(rule, stepOfOffer(occasion));
}

/** The step that the offer of a sequence is of, by its occasion. */
export function stepOfOffer(occasion: string): string {
  return occasion.slice(occasion.lastIndexOf(mark) + 1);
}

/**
 * The step that a member comes to, in a file that may have changed since: the one they stand before, or, where that was
 * taken out, the one after the last they have behind them. Steps that were put in before it are not made up for.
 */
export function stepToTake(
  steps: readonly Step[],
  place: { step: string; doneSteps: readonly string[] },
): Step | null {
  const present = steps.find(({ id }) => id === place.step);
  if (present !== undefined) return present;
  const behind = Math.max(-1, ...place.doneSteps.map((done) => steps.findIndex(({ id }) => id === done)));
  return steps[behind + 1] ?? null;
}

export function stepAfter(steps: readonly Step[], step: Step): Step | null {
  return steps[steps.indexOf(step) + 1] ?? null;
}
