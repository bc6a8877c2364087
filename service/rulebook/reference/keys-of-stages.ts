import type { KeyTexts } from './key-text.ts';

const stage = (when: string, more = ''): string =>
  `stages:\n  - { id: newcomer, when: ${when}${more} }\n  - { id: regular, when: { posts: { min: 10 } } }`;

/** The keys of `stages.yml`; a stage's `stalls.unless` asks with the same keys as its `when`. */
export const keysOfStages: KeyTexts = {
  stages: {
    says: 'Where members are on their way. The list is read from the top: the first stage that fits is the member’s.',
    example: stage('{ posts: { min: 1 } }'),
  },
  'stages.id': { says: 'The name by which rules know the stage.', example: stage('{ posts: { min: 1 } }') },
  'stages.when': {
    says: 'What makes a member be there. All of one condition, any one of several. What is not known moves nobody.',
    example: stage('[{ trust_level: 1 }, { posts: { min: 3 }, member_for: 7d }]'),
  },
  'stages.when.posts': {
    says: 'How many posts the member has written.',
    ifLeftOut: 'any',
    example: stage('{ posts: { min: 1, max: 9 } }'),
  },
  'stages.when.posts.min': { says: 'At least so many.', example: stage('{ posts: { min: 1 } }') },
  'stages.when.posts.max': { says: 'At most so many.', example: stage('{ posts: { max: 9 } }') },
  'stages.when.trust_level': {
    says: 'The trust level: one, a list, or from and to.',
    ifLeftOut: 'any',
    example: stage('{ trust_level: [0, 1] }'),
  },
  'stages.when.trust_level.min': {
    says: 'At least this trust level.',
    example: stage('{ trust_level: { min: 1 } }'),
  },
  'stages.when.trust_level.max': {
    says: 'At most this trust level.',
    example: stage('{ trust_level: { max: 1 } }'),
  },
  'stages.when.posted_within': {
    says: 'The last post is not older than this.',
    ifLeftOut: 'any',
    example: stage('{ posted_within: 7d }'),
  },
  'stages.when.silent_for': {
    says: 'The last post is older than this.',
    ifLeftOut: 'any',
    example: stage('{ silent_for: 30d }'),
  },
  'stages.when.member_for': {
    says: 'The account is older than this.',
    ifLeftOut: 'any',
    example: stage('{ member_for: 7d }'),
  },
  'stages.when.was': {
    says: 'The stage so far is one of these.',
    ifLeftOut: 'any',
    example: stage('{ was: regular, posted_within: 1d }'),
  },
  'stages.when.group': {
    says: 'The member is in one of these groups.',
    ifLeftOut: 'any',
    example: stage('{ group: translators }'),
  },
  'stages.keep': {
    says: 'Holds the stage for a time once it is entered, unless a stage above fits.',
    ifLeftOut: 'not held',
    example: stage('{ posts: { min: 1 } }', ', keep: 14d'),
  },
  'stages.stalls': {
    says: 'When a member is stuck there, for `on: stage.stalled`.',
    ifLeftOut: 'nobody is',
    example: stage('{ posts: { min: 1 } }', ', stalls: { after: 14d, unless: { posts: { min: 3 } } }'),
  },
  'stages.stalls.after': {
    says: 'So long in the stage.',
    example: stage('{ posts: { min: 1 } }', ', stalls: { after: 14d, unless: { posts: { min: 3 } } }'),
  },
  'stages.stalls.unless': {
    says: 'What shows that the member gets on.',
    example: stage('{ posts: { min: 1 } }', ', stalls: { after: 14d, unless: { posted_within: 7d } }'),
  },
  funnel: {
    says: 'A view of the stages: each part with the stages in it.',
    ifLeftOut: 'none',
    example: `${stage('{ posts: { min: 1 } }')}\nfunnel: { activation: newcomer, contribution: regular }`,
  },
};
