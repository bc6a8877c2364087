import { triggerNames, triggers } from '../triggers/triggers.ts';
import type { KeyTexts } from './key-text.ts';

const sequence = `on: stage.entered
who: { stage: newcomer }
as: message
steps:
  - { id: welcome, wait: 1h, offer: export-model }
  - { id: next, wait: 3d, only_if: { posts: { max: 1 } }, offer: export-model, as: [banner, message] }
until: { posts: { min: 5 } }`;

/** The keys of a rule, and below `where` and `who`. */
export const keysOfRules: KeyTexts = {
  id: {
    says: 'Small letters, digits, hyphens. Never change it: what was offered is remembered under this name.',
    example: 'id: export-model',
  },
  goal: {
    says: 'What the rule is for, in one sentence.',
    example: 'goal: Members who export get going at once',
  },
  owner: { says: 'Who answers for it.', example: 'owner: ana' },
  reviewed_on: {
    says: 'When somebody last read this.',
    ifLeftOut: 'not tracked',
    example: 'reviewed_on: 2026-11-01',
  },
  review_every: {
    says: 'How long a review holds; after that `check` warns.',
    ifLeftOut: 'not tracked',
    example: 'reviewed_on: 2026-11-01\nreview_every: 180d',
  },
  kind: {
    says: 'The kind of help; care goes before help, celebrate, announce and promote. Care is for hard moments and has a law of its own: `rules/README.md`.',
    example: 'kind: celebrate',
  },
  approvers: {
    says: 'Of a care rule: the accounts that see and send what it offers.',
    ifLeftOut: 'those of `care` in `site.yml`',
    example:
      'kind: care\napprovers: [mira]\nas: message\nreviewed_on: 2026-11-01\nreview_every: 90d\noffer: talk',
  },
  priority: {
    says: 'When several rules want the same post, the higher goes first within its kind.',
    example: 'priority: 10',
  },
  on: {
    says: `What makes the rule look at all. ${triggerNames.map((name) => `${name}: ${triggers[name].when}.`).join(' ')}`,
    example: 'on: topic.created',
  },
  where: {
    says: 'Category (with those below it), tags, place in the topic and state of the topic.',
    ifLeftOut: 'anywhere',
    example: 'where: { category: support, opening_post: true }',
  },
  'where.category': {
    says: 'Slugs of categories, as in their addresses; those below them count too.',
    ifLeftOut: 'any',
    example: 'where: { category: [support, beginners] }',
  },
  'where.exact': {
    says: 'Only the named categories themselves, not those below them.',
    example: 'where: { category: support, exact: true }',
  },
  'where.not_category': {
    says: 'Categories in which the rule is silent, with those below them.',
    ifLeftOut: 'none',
    example: 'where: { not_category: announcements }',
  },
  'where.tag': {
    says: 'One of these tags is set.',
    ifLeftOut: 'any',
    example: 'where: { tag: [export, stl] }',
  },
  'where.not_tag': {
    says: 'None of these tags is set.',
    ifLeftOut: 'none',
    example: 'where: { not_tag: solved-elsewhere }',
  },
  'where.opening_post': {
    says: 'Whether the post opens its topic, or does not.',
    ifLeftOut: 'either',
    example: 'where: { opening_post: true }',
  },
  'where.topic': {
    says: 'The state of the topic.',
    ifLeftOut: 'any',
    example: 'where: { topic: { solved: false } }',
  },
  'where.topic.closed': {
    says: 'Whether the topic is closed.',
    ifLeftOut: 'either',
    example: 'where: { topic: { closed: false } }',
  },
  'where.topic.solved': {
    says: 'Whether it has a solution.',
    ifLeftOut: 'either',
    example: 'where: { topic: { solved: false } }',
  },
  'where.topic.answered': {
    says: 'Whether somebody other than the author has answered.',
    ifLeftOut: 'either',
    example: 'where: { topic: { answered: false } }',
  },
  who: {
    says: 'Which members: stage, trust level, groups, language. What is not known counts as no.',
    ifLeftOut: 'anybody',
    example: 'who: { trust_level: { max: 1 } }',
  },
  'who.stage': {
    says: 'The member is in one of these stages.',
    ifLeftOut: 'any',
    example: 'who: { stage: [newcomer, regular] }',
  },
  'who.trust_level': {
    says: 'The trust level that the forum gives: one, a list, or from and to.',
    ifLeftOut: 'any',
    example: 'who: { trust_level: [0, 1] }',
  },
  'who.trust_level.min': { says: 'At least this trust level.', example: 'who: { trust_level: { min: 2 } }' },
  'who.trust_level.max': { says: 'At most this trust level.', example: 'who: { trust_level: { max: 1 } }' },
  'who.posts': {
    says: 'How many public posts the member has written, from and to.',
    ifLeftOut: 'any number',
    example: 'who: { posts: { max: 5 } }',
  },
  'who.posts.min': { says: 'At least so many.', example: 'who: { posts: { min: 10 } }' },
  'who.posts.max': { says: 'At most so many.', example: 'who: { posts: { max: 5 } }' },
  'who.member_for': {
    says: 'How long ago the member joined, at least.',
    ifLeftOut: 'any time',
    example: 'who: { member_for: 30d }',
  },
  'who.group': {
    says: 'The member is in one of these groups.',
    ifLeftOut: 'any',
    example: 'who: { group: translators }',
  },
  'who.not_group': {
    says: 'The member is in none of these groups.',
    ifLeftOut: 'none',
    example: 'who: { not_group: staff }',
  },
  'who.locale': {
    says: 'The language in which the member uses the forum.',
    ifLeftOut: 'any',
    example: 'who: { locale: [de, pt-br] }',
  },
  offer: {
    says: 'The guide: `resources/<offer>.md`, or the one that took its place.',
    example: 'offer: export-model',
  },
  steps: {
    says: 'A sequence instead of one `offer`: one guide after the other, each only if it is still needed.',
    ifLeftOut: 'one offer',
    example: sequence,
  },
  'steps.id': {
    says: 'Says where members stand when the file changes: keep it as long as the step is the same.',
    example: sequence,
  },
  'steps.wait': {
    says: 'Time after the moment that began the sequence, or after the step before.',
    example: sequence,
  },
  'steps.only_if': {
    says: 'What must be so when the step comes; asks with the keys of `when` in `stages.yml`. What cannot be told counts as no.',
    ifLeftOut: 'always',
    example: sequence,
  },
  'steps.offer': { says: 'The guide of the step.', example: sequence },
  'steps.as': {
    says: 'Where the step appears: a step is about no post, so it is a message or a banner.',
    ifLeftOut: 'as the rule says',
    example: sequence,
  },
  until: {
    says: 'The goal of a sequence: whoever meets one of these needs no more of it. Asks as `only_if` does.',
    ifLeftOut: 'all steps come',
    example: sequence,
  },
  as: {
    says: 'Where it appears: the first way that the forum has, the place allows and the member has not declined. `card` (under the post, for its author alone), `banner` (on top of every page, for the member alone) and `whisper` (under the post, for staff alone) need the plugin; `reply` and `message` (private) do not.',
    ifLeftOut: '`[card, reply]`; what has no post to stand under must say `message` or `banner`',
    example: 'as: [card, message]',
  },
  wait: {
    says: 'Time for people to answer first; a reply waits at least `60s`, everything else only where the rule says so.',
    ifLeftOut: '`10m` for replies',
    example: 'wait: 30m',
  },
  fresh_for: { says: 'Later than this it is not sent.', example: 'fresh_for: 48h' },
  withdraw_when: {
    says: 'What ends the need: `solved`, `answered` by a person, `edited_away`: the words are gone from the post.',
    ifLeftOut: 'what fits the trigger',
    example: 'withdraw_when: [solved, answered]',
  },
  limit: {
    says: 'How often. Limits of `site.yml` count too; the tightest holds.',
    ifLeftOut: 'as in `site.yml`',
    example: 'limit: { member: 1 per 30d, site: 20 per day, over: drop }',
  },
  'limit.member': {
    says: 'For one member.',
    ifLeftOut: '`caps.member_rule` of `site.yml`',
    example: 'limit: { member: 1 per 90d }',
  },
  'limit.topic': {
    says: 'Replies of Waypost in one topic, ever.',
    ifLeftOut: '`caps.topic` of `site.yml`',
    example: 'limit: { topic: 2 }',
  },
  'limit.site': {
    says: 'Over the whole forum.',
    ifLeftOut: 'only the forum’s own limit',
    example: 'limit: { site: 20 per day }',
  },
  'limit.over': {
    says: 'What happens over a limit: wait until there is room, or drop it.',
    example: 'limit: { over: drop }',
  },
  rollout: {
    says: 'The highest rung the rule may have: draft does nothing, shadow decides and shows nothing, review asks a person, live offers.',
    example: `rollout: shadow
cases:
  fires: [How do I export a model?, Export model fails]
  silent: [How do I import a file?, Thanks]
text: { any: [export model, export a model] }`,
  },
  holdout: {
    says: 'Share of members who are left out, for comparison.',
    ifLeftOut: 'nobody',
    example: 'holdout: 10%',
  },
};
