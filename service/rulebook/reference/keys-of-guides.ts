import type { KeyTexts } from './key-text.ts';

const video = 'form: video\nwatch: https://video.example/export\nlength: 3m';
const story = 'form: story\nwho: Mia, member since 2023\nconsent: 2026-10-02';
const session =
  'form: session\nwhen: 2026-12-03 18:00 Europe/Berlin\nlasts: 45m\nwhere: our video room\njoin: https://meet.example/export';

/** The keys in the front matter of a guide. */
export const keysOfGuides: KeyTexts = {
  title: { says: 'What stands above a card or a message.', example: 'title: How to export a model' },
  form: {
    says: 'The shape of the text, which `check` holds it to, and how long it may be.',
    ifLeftOut: '`microguide`',
    example: 'form: steps',
  },
  tone: {
    says: 'How it sounds: plain, light (it may smile), care (for hard moments).',
    ifLeftOut: '`plain`',
    example: 'tone: light',
  },
  owner: { says: 'Who answers for it, and reads it again when its review is due.', example: 'owner: ana' },
  reviewed_on: {
    says: 'When somebody last read it.',
    ifLeftOut: 'not tracked',
    example: 'reviewed_on: 2026-11-01',
  },
  review_every: {
    says: 'How long a review holds; after that the guide is not sent.',
    ifLeftOut: 'not tracked',
    example: 'reviewed_on: 2026-11-01\nreview_every: 180d',
  },
  approved: {
    says: 'Of a guide that a care rule offers: who approved this very text, and when. `check` tells the letters under `text`; they change with every word.',
    ifLeftOut: 'not approved',
    example: 'approved: { by: mira, on: 2026-11-02, text: 0q7n082z }',
  },
  'approved.by': {
    says: 'An account among the approvers.',
    example: 'approved: { by: mira, on: 2026-11-02, text: 0q7n082z }',
  },
  'approved.on': {
    says: 'The day on which they read it.',
    example: 'approved: { by: mira, on: 2026-11-02, text: 0q7n082z }',
  },
  'approved.text': {
    says: 'Eight letters and digits that stand for the text, its title and its links.',
    example: 'approved: { by: mira, on: 2026-11-02, text: 0q7n082z }',
  },
  supersedes: {
    says: 'Guides whose place this one takes; their offers become offers of this one.',
    ifLeftOut: 'none',
    example: 'supersedes: old-export-guide',
  },
  more: {
    says: 'Where it leads on, up to three places.',
    ifLeftOut: 'none',
    example: 'more: { text: The manual, url: /t/exporting/5 }',
  },
  'more.text': { says: 'The words of the link.', example: 'more: { text: The manual, url: /t/exporting/5 }' },
  'more.url': {
    says: 'An address with https://, or with / for a page of the forum itself.',
    example: 'more: { text: The manual, url: https://docs.example/export }',
  },
  watch: { says: 'Of a video: where it is.', example: video },
  length: { says: 'Of a video: how long it takes.', example: video },
  who: { says: 'Of a story: whom it is about, as they want to be named.', example: story },
  consent: { says: 'Of a story: the day on which they agreed that it is told.', example: story },
  when: {
    says: 'Of a session: a moment with its zone, or words. After a moment is over nobody gets it any more.',
    example: session,
  },
  lasts: { says: 'Of a session: how long it takes.', ifLeftOut: '`1h`', example: session },
  where: { says: 'Of a session: where it is.', example: session },
  join: { says: 'Of a session: the address by which people join.', example: session },
};
