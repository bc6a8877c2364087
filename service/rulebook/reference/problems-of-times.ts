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
  slot_not_brought: {
    means:
      'The guide names a value that the rule’s trigger does not bring: `{{data.…}}` comes with `on: event` alone, `{{event.…}}` with `on: calendar`.',
    mend: 'Offer a guide that does not name it, or take it out of the guide.',
    example: {
      files: {
        'resources/export-model.md': '---\ntitle: Exporting\nowner: ana\n---\n\nOn {{event.start}}.\n',
      },
    },
  },
  unknown_calendar: {
    means: 'No calendar in `site.yml` has this name.',
    mend: 'Take the one that the message proposes, or add its address under `calendars`.',
    example: { rule: `on: calendar\ncalendar: comunity\nlead: 1d\n${place}` },
  },
} as const satisfies Record<string, ProblemText>;
