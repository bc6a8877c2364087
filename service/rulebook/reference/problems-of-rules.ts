import type { ProblemText } from './problem-text.ts';

const forum =
  'forum: https://forum.example\ntaken_on: 2026-11-21\ncategories: [{ slug: support }]\ntags: [export]\ngroups: [staff]';

/** A whole rule, for examples that need two files. */
function rule(lines: string): string {
  return `id: other\ngoal: Members get help\nowner: ana\non: post.created\noffer: export-model\n${lines}`;
}

/** Faults of rules, of stages, and of what they name. */
export const problemsOfRules = {
  always_preceded: {
    means: 'Warning. Another rule fires on everything that this one fires on, and goes first.',
    mend: 'Give this one a higher `priority`, or words of its own.',
    example: { files: { 'questions/other.yml': rule('priority: 5\ntext: { any: [export model, export] }') } },
  },
  case_fires: {
    means: 'A post under `cases.silent` fires the rule.',
    mend: 'Add the word that tells them apart to `text.none`, or move the case.',
    example: { rule: 'cases: { silent: [How do I export model files?] }' },
  },
  case_other_reason: {
    means: 'A silent case is silent, though not for the reason it names.',
    mend: 'Change `because`, or the post.',
    example: { rule: 'cases: { silent: [{ text: Hello, because: text.none }] }' },
  },
  case_silent: {
    means: 'A post under `cases.fires` does not fire the rule; the message says what stands against it.',
    mend: 'Add the words to `text`, or change the case.',
    example: { rule: 'cases: { fires: [How do I import a file?] }' },
  },
  channel_not_possible: {
    means:
      'Warning. By `forum.yml` this forum can show none of the ways under `as`. The rule stands; what it decides is held.',
    mend: 'Install the plugin and run `waypost snapshot` again, or add `reply` or `message`.',
    example: {
      files: { 'forum.yml': forum, 'questions/other.yml': rule('text: { any: [x] }\nas: card') },
    },
  },
  contradicting_cases: {
    means: 'The same post stands under `fires` and under `silent`.',
    mend: 'Keep it in one of the two.',
    example: { rule: 'cases: { fires: [Export model], silent: [Export model] }' },
  },
  contradiction: {
    means: 'Two keys of the rule exclude each other.',
    mend: 'The message names both; change one.',
    example: { rule: 'on: topic.created\nwhere: { opening_post: false }' },
  },
  duplicate_rule: {
    means: 'Two rules have one id, and what was offered is remembered under it.',
    mend: 'Give the newer one another id.',
    example: {
      files: { 'questions/other.yml': rule('text: { any: [x] }').replace('id: other', 'id: export-model') },
    },
  },
  fires_on_everything: {
    means: 'Without a condition the rule would answer every post.',
    mend: 'Say which with `text`, `who` or `where`.',
    example: { files: { 'questions/other.yml': rule('kind: help') } },
  },
  key_of_other_trigger: {
    means: 'The key belongs to another trigger.',
    mend: 'Take it out, or change `on`.',
    example: { rule: 'count: 3' },
  },
  never_fires: {
    means: 'Warning. The conditions exclude each other, so the rule can never fire.',
    mend: 'The message names what leaves nothing.',
    example: { rule: 'text: { any: [export], none: [export] }' },
  },
  never_fresh: {
    means: '`fresh_for` ends before `wait` does, so nothing would ever be sent.',
    mend: 'Make `fresh_for` longer.',
    example: { rule: 'fresh_for: 5m\nwait: 10m' },
  },
  not_checked: {
    means: 'Warning. Rules name categories, tags or groups, and nothing says which the forum has.',
    mend: 'Run `waypost snapshot`; it writes `forum.yml` into the rules folder.',
    example: { rule: 'where: { category: support }' },
  },
  rarely_known: {
    means:
      'Warning. The rule asks for a fact that this forum tells of few members, or for a moment that only its plugin tells; what is not known counts as no.',
    mend: 'Ask for something else, or install the plugin.',
    example: { files: { 'forum.yml': forum, 'questions/other.yml': rule('who: { locale: de }') } },
  },
  rule_overdue: {
    means: 'Warning. `reviewed_on` plus `review_every` is over. The rule goes on.',
    mend: 'Read it again and set `reviewed_on` to today.',
    example: { rule: 'reviewed_on: 2020-01-01\nreview_every: 30d' },
  },
  stage_counted_twice: {
    means: 'A stage stands in two parts of the funnel.',
    mend: 'Leave it in one of them.',
    example: {
      files: {
        'stages.yml':
          'stages: [{ id: newcomer, when: { posts: { min: 1 } } }]\nfunnel: { awareness: newcomer, activation: newcomer }',
      },
    },
  },
  stage_missing: {
    means: 'A rule about a stage does not say which.',
    mend: 'Add `who: { stage: regular }`.',
    example: { files: { 'journey/other.yml': rule('').replace('post.created', 'stage.entered') } },
  },
  text_without_post: {
    means: 'The trigger is about no post, so there is no text to look at.',
    mend: 'Take `text` out, or use `on: post.created`.',
    example: { rule: 'on: stage.entered\nwho: { stage: newcomer }\ntext: { any: [export] }' },
  },
  too_few_cases: {
    means: 'A rule above `draft` shows at least two posts that must fire it and two that must not.',
    mend: 'Add cases; near misses are worth most.',
    example: { rule: 'rollout: shadow' },
  },
  too_hasty: {
    means: 'A reply waits at least a minute, so that people can answer first.',
    mend: '`wait: 10m` is a good wait.',
    example: { rule: 'wait: 30s' },
  },
  trigger_incomplete: {
    means: 'The trigger needs another key to say what it is about.',
    mend: 'Add the key; the message shows one.',
    example: { rule: 'on: event' },
  },
  unknown_category: {
    means: 'By `forum.yml` the forum has no such category.',
    mend: 'Write its slug, as in its address; after a change of the forum run `waypost snapshot`.',
    example: { files: { 'forum.yml': forum, 'questions/other.yml': rule('where: { category: suport }') } },
  },
  unknown_group: {
    means: 'By `forum.yml` the forum has no such group.',
    mend: 'Write its name; after a change of the forum run `waypost snapshot`.',
    example: { files: { 'forum.yml': forum, 'questions/other.yml': rule('who: { group: stuff }') } },
  },
  offer_missing: {
    means: 'The rule names no guide.',
    mend: 'Name one under `offer`, or several under `steps`.',
    example: { files: { 'rule.yml': 'id: export-model\ngoal: Members export\nowner: ana\non: post.first' } },
  },
  offer_beside_steps: {
    means: 'The rule is a sequence, and names a guide beside its steps.',
    mend: 'Take `offer` out, or make it a step.',
    example: { rule: 'as: message\nsteps: [{ id: one, offer: export-model }]\noffer: export-model' },
  },
  wait_beside_steps: {
    means: 'The rule is a sequence, and waits beside its steps.',
    mend: 'Give the first step this `wait`.',
    example: { rule: 'as: message\nsteps: [{ id: one, offer: export-model }]\nwait: 1h' },
  },
  until_without_steps: {
    means: '`until` ends a sequence, and the rule is none.',
    mend: 'Take it out, or say what comes when under `steps`.',
    example: { rule: 'until: { posts: { min: 3 } }' },
  },
  topic_without_post: {
    means: 'The guide names `{{topic}}`, and what the rule is about has no topic.',
    mend: 'Offer a guide that does without, or say it in other words.',
    example: {
      files: {
        'resources/look.md': '---\ntitle: Look\nowner: ana\n---\n\nLook at {{topic}}, it is good.\n',
        'rule.yml':
          'id: look\ngoal: Members look\nowner: ana\non: member.approved\nas: message\nwho: { trust_level: 0 }\noffer: look',
      },
    },
  },
  way_missing: {
    means:
      'There is no post that a card or a reply could stand under, and the rule, or a step of it, names no other way.',
    mend: 'Say `as: message` or `as: banner`. Nobody gets a message unless a rule says so.',
    example: { rule: 'on: member.approved' },
  },
  way_not_possible: {
    means: 'What the rule is about leaves no place for one of the ways under `as`.',
    mend: 'The message names those that are left.',
    example: { rule: 'on: member.approved\nas: [message, reply]' },
  },
  where_without_post: {
    means: 'The rule is about no post, and `where` asks for something that only a post or its topic has.',
    mend: 'Take it out; `who` asks about the member.',
    example: { rule: 'on: member.approved\nas: message\nwhere: { tag: export }' },
  },
  duplicate_step: {
    means: 'Two steps of a sequence have the same id.',
    mend: 'Give one of them another; members stand on a step by its id.',
    example: {
      rule: 'as: message\nsteps: [{ id: one, offer: export-model }, { id: one, offer: export-model }]',
    },
  },
  unknown_resource: {
    means: 'The rule offers a guide that is not there.',
    mend: 'Take the one that the message proposes, or write `resources/<id>.md`.',
    example: { rule: 'offer: export-modell' },
  },
  unknown_stage: {
    means: '`stages.yml` has no such stage.',
    mend: 'Take the one that the message proposes, or add the stage.',
    example: { rule: 'who: { stage: newcommer }' },
  },
  unknown_tag: {
    means: 'By `forum.yml` the forum has no such tag.',
    mend: 'Write it as the forum does; after a change of the forum run `waypost snapshot`.',
    example: { files: { 'forum.yml': forum, 'questions/other.yml': rule('where: { tag: exprt }') } },
  },
} as const satisfies Record<string, ProblemText>;
