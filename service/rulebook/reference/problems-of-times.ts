import type { ProblemText } from './problem-text.ts';

const place = 'place: { topic: 123 }';

/** Faults of rules that name days. */
export const problemsOfTimes = {
  day_of_other_trigger: {
    means: 'A weekly rule names a day of the month, or a monthly rule a weekday of every week.',
    mend: 'Write `day: friday` for every week, `day: first friday` for once a month, or change `on`.',
    example: { rule: `on: weekly\nday: first monday\n${place}` },
  },
  offer_beside_rotation: {
    means: 'Guides take turns under `rotate`, and there is another one under `offer`.',
    mend: 'Add it to `rotate`, or take one of the two out.',
    example: {
      rule: `on: weekly\nday: friday\n${place}\nrotate: [export-model, export-model]\noffer: export-model`,
    },
  },
} as const satisfies Record<string, ProblemText>;
