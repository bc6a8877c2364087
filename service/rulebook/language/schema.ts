import { z } from 'zod';
import {
  clock,
  day,
  duration,
  id,
  language,
  line,
  oneOf,
  oneOrMany,
  percent,
  phrase,
  rate,
  strictMap,
  timeZone,
} from './schema-parts.ts';
import { isPattern } from '../text/parse-pattern.ts';
import { triggerKeys } from '../triggers/trigger-keys.ts';
import { triggerNames } from '../triggers/triggers.ts';
import { defaultVoice, everyLanguage } from '../voice.ts';

const slug = z
  .string()
  .regex(/^[^\s/:]{1,100}$/, 'expected a slug as in the address of its page, such as site-feedback')
  .meta({ description: 'a slug as in the address of its page, such as site-feedback' });
const name = z.string('expected a name; numbers need quotes').trim().min(1).max(100);
const trustLevel = z.literal([0, 1, 2, 3, 4], 'expected a trust level from 0 to 4');
const trustLevels = z.union(
  [
    oneOrMany(trustLevel),
    strictMap({ min: trustLevel.default(0), max: trustLevel.default(4) }).transform(({ min, max }) =>
      ([0, 1, 2, 3, 4] as const).filter((level) => level >= min && level <= max),
    ),
  ],
  'expected a trust level from 0 to 4, a list such as [0, 1], or { min: 0, max: 1 }',
);
const phrases = oneOrMany(phrase, 500);
const plainWords = phrase.refine((written) => !isPattern(written), 'expected words here, no pattern');
const near = strictMap({
  words: z
    .array(
      phrase.refine(
        (written) => !isPattern(written),
        'expected words here; patterns stand in `any` or `all`',
      ),
      'expected a list of words such as [export, mesh]',
    )
    .min(2, 'expected at least two words')
    .max(6, 'expected at most six words'),
  within: z.int('expected a whole number of words').min(2).max(30),
});

const where = strictMap({
  category: oneOrMany(slug).default([]),
  exact: z.boolean().default(false),
  not_category: oneOrMany(slug).default([]),
  tag: oneOrMany(slug).default([]),
  not_tag: oneOrMany(slug).default([]),
  opening_post: z.boolean().nullable().default(null),
  topic: strictMap({
    closed: z.boolean().nullable().default(null),
    solved: z.boolean().nullable().default(null),
    answered: z.boolean().nullable().default(null),
  }).prefault({}),
});

const text = strictMap({
  any: phrases.default([]),
  all: phrases.default([]),
  title: phrases.default([]),
  near: oneOrMany(near, 100).default([]),
  code: phrases.default([]),
  quoted: phrases.default([]),
  none: phrases.default([]),
  language: oneOrMany(language, 8).optional(),
  compounds: z.boolean().default(false),
}).refine(
  ({ any, all, title, near: nears, code, quoted }) =>
    [any, all, title, nears, code, quoted].some((list) => list.length > 0),
  'expected `any`, `all`, `title`, `near`, `code` or `quoted` too: `none` alone says only what not to answer',
);

const who = strictMap({
  stage: oneOrMany(id).default([]),
  trust_level: trustLevels.default([]),
  posts: strictMap({ min: z.int().min(0).default(0), max: z.int().min(0).default(1_000_000_000) })
    .refine(({ min, max }) => min <= max, 'expected `min` to be no more than `max`')
    .nullable()
    .default(null),
  member_for: duration.nullable().default(null),
  group: oneOrMany(name).default([]),
  not_group: oneOrMany(name).default([]),
  locale: oneOrMany(language).default([]),
});

const limit = strictMap({
  member: rate.optional(),
  topic: z.int('expected a whole number of replies').min(1).max(10).optional(),
  site: rate.nullable().default(null),
  over: oneOf(['defer', 'drop'], ['shelf']).default('defer'),
});

const offeredBefore = z.preprocess(
  (value) => (typeof value === 'string' ? { ago: value } : value),
  strictMap({ ago: duration, rule: id.nullable().default(null) }),
);

const caseMap = strictMap({
  title: z.string().default(''),
  text: z.string().default(''),
  number: z.int('expected the number of the post in its topic').min(1).nullable().default(null),
  category: slug.nullable().default(null),
  tags: oneOrMany(slug).nullable().default(null),
  topic: strictMap({
    closed: z.boolean().nullable().default(null),
    solved: z.boolean().nullable().default(null),
    answered: z.boolean().nullable().default(null),
  }).prefault({}),
  trust_level: trustLevel.nullable().default(null),
  stage: id.nullable().default(null),
  groups: oneOrMany(name).nullable().default(null),
  locale: language.nullable().default(null),
  posts: z.int('expected a whole number of posts').min(0).nullable().default(null),
  member_for: duration.nullable().default(null),
  at: clock.nullable().default(null),
  offered: oneOrMany(offeredBefore).nullable().default(null),
  ...triggerKeys,
  because: z.string().nullable().default(null),
}).refine(
  ({ title, text, because: _, topic, ...facts }) =>
    title !== '' ||
    text !== '' ||
    [...Object.values(facts), ...Object.values(topic)].some((fact) => fact !== null && fact !== undefined),
  'expected a `text`, a `title`, a `stage` or what else makes the case',
);
const postCase = z.preprocess((value) => (typeof value === 'string' ? { text: value } : value), caseMap);
const caseList = z.array(postCase, 'expected a list of posts').max(200).default([]);

/** The wait of a reply where the rule names none; cards then have none. */
export const usualWaitMs = 600_000;

/** A condition over a member's facts; `stages.yml` and sequences ask with it. */
export const stageCondition = strictMap({
  posts: strictMap({ min: z.int().min(0).default(0), max: z.int().min(0).default(1_000_000_000) })
    .nullable()
    .default(null),
  trust_level: trustLevels.default([]),
  posted_within: duration.nullable().default(null),
  silent_for: duration.nullable().default(null),
  member_for: duration.nullable().default(null),
  was: oneOrMany(id).default([]),
  group: oneOrMany(name).default([]),
});

const channels = oneOrMany(oneOf(['card', 'reply', 'message', 'banner', 'whisper'], ['digest', 'shelf']), 5);

const step = strictMap({
  id,
  wait: duration.default(0),
  only_if: oneOrMany(stageCondition, 10).optional(),
  offer: id,
  as: channels.optional(),
});

export const ruleSchema = strictMap(
  {
    id,
    goal: line,
    owner: line,
    reviewed_on: day.optional(),
    review_every: duration.optional(),
    kind: oneOf(['help', 'celebrate', 'announce', 'promote', 'care']).default('help'),
    approvers: oneOrMany(name, 50).optional(),
    priority: z.int('expected a whole number').min(-100).max(100).default(0),
    on: oneOf(triggerNames),
    ...triggerKeys,
    where: where.prefault({}),
    text: text.optional(),
    who: who.prefault({}),
    offer: id.optional(),
    steps: z.array(step, 'expected a list of steps').min(1).max(20).optional(),
    until: oneOrMany(stageCondition, 10).optional(),
    as: channels.optional(),
    wait: duration.optional(),
    fresh_for: duration.default(86_400_000),
    withdraw_when: z.array(oneOf(['solved', 'answered', 'edited_away'])).optional(),
    limit: limit.prefault({}),
    rollout: oneOf(['draft', 'shadow', 'review', 'live']).default('draft'),
    holdout: percent.default(0),
    cases: strictMap({ fires: caseList, silent: caseList }).prefault({}),
  },
  { situation: 'situations' },
);

export const stagesSchema = strictMap({
  stages: z
    .array(
      strictMap({
        id,
        when: oneOrMany(stageCondition, 10),
        keep: duration.default(0),
        stalls: strictMap({ after: duration, unless: oneOrMany(stageCondition, 10) })
          .nullable()
          .default(null),
      }),
      'expected a list of stages',
    )
    .min(1, 'expected at least one stage')
    .max(50, 'expected at most 50 stages'),
  funnel: z.record(id, oneOrMany(id, 50), 'expected parts with their stages').default({}),
});

const contact = strictMap({
  name: line,
  reach: line,
  region: line.optional(),
  url: z
    .string()
    .regex(
      /^https:\/\/[^\s<>()"[\]]+$/,
      'expected an address that begins with https://, without spaces or brackets',
    )
    .optional(),
});

const calendarAddress = z
  .string('expected the address of a calendar in the ICS format')
  .trim()
  .max(500, 'expected at most 500 characters')
  .refine(
    (written) => URL.canParse(written) && /^(https|http|webcal):$/.test(new URL(written).protocol),
    'expected the address of a calendar in the ICS format, such as https://calendar.example/events.ics',
  );

const textOrTexts =
  'expected a text, or one for each language: { en: Waypost, the guide of this forum, de: … }';
const voice = z.preprocess(
  (value) => (typeof value === 'string' ? { [everyLanguage]: value } : value),
  z
    .record(language, line, { error: ({ code }) => (code === 'invalid_type' ? textOrTexts : undefined) })
    .refine((texts) => Object.keys(texts).length > 0, textOrTexts),
);

export const siteSchema = strictMap(
  {
    locale: language.default('en'),
    languages: oneOrMany(language).optional(),
    time_zone: timeZone.default('UTC'),
    voice: voice.default(defaultVoice),
    caps: strictMap({
      member: rate.prefault('2 per day'),
      member_spacing: duration.prefault('4h'),
      member_rule: rate.prefault('1 per 30d'),
      forum: rate.prefault('50 per day'),
      topic: z.int('expected a whole number of replies').min(1).max(10).default(1),
      messages: rate.prefault('10 per day'),
    }).prefault({}),
    quiet_hours: strictMap({ from: clock, to: clock }).nullable().default(null),
    private_categories: oneOrMany(slug).default([]),
    questions: strictMap({
      category: oneOrMany(slug).default([]),
      tag: oneOrMany(slug).default([]),
    }).prefault({}),
    ignore_categories: oneOrMany(slug).default([]),
    ignore_members: oneOrMany(name, 1000).default([]),
    situations: strictMap({
      frustrated: phrases.default([]),
      confused: phrases.default([]),
      praise: phrases.default([]),
    }).prefault({}),
    avoid: oneOrMany(strictMap({ words: oneOrMany(plainWords), because: line }), 100).default([]),
    stop_words: z.record(language, oneOrMany(z.string().trim().min(1).max(60), 50)).default({}),
    calendars: z.record(id, calendarAddress, 'expected names with their addresses').default({}),
    review: strictMap({
      decide_within: duration.optional(),
      topic: z
        .int('expected the number of a topic: the 123 in the address /t/staff/123')
        .positive()
        .optional(),
      every: duration.default(1_800_000),
    }).prefault({}),
    care: strictMap({
      approvers: oneOrMany(name, 50).default([]),
      contacts: z
        .record(language, oneOrMany(contact, 20), 'expected languages with their contacts')
        .default({}),
    }).prefault({}),
  },
  { ladder: 'automatic promotion' },
);
