import type { KeyTexts } from './key-text.ts';

/** The keys of `site.yml`. */
export const keysOfSites: KeyTexts = {
  locale: { says: 'The language of guides without a language in their name.', example: 'locale: en' },
  languages: {
    says: 'The languages in which guides are offered.',
    ifLeftOut: 'that of `locale`',
    example: 'languages: [en, de]',
  },
  time_zone: {
    says: 'The clock of the forum, and of members whose own is not known.',
    ifLeftOut: 'UTC, and no quiet hours for members whose clock is not known',
    example: 'time_zone: Europe/Berlin',
  },
  voice: {
    says: 'Who speaks, as members read it under a guide: one text, or one for each language, which stands under guides in that language.',
    ifLeftOut: '`Waypost, the guide of this forum`, and in German `Waypost, der Wegweiser dieses Forums`',
    example: `voice:
  en: Waypost, the automatic guide of this forum
  de: Waypost, der automatische Wegweiser dieses Forums`,
  },
  caps: {
    says: 'Limits over all rules together.',
    example: 'caps: { member: 2 per day, forum: 50 per day }',
  },
  'caps.member': { says: 'What one member gets.', example: 'caps: { member: 2 per day }' },
  'caps.member_spacing': { says: 'Time between two of them.', example: 'caps: { member_spacing: 4h }' },
  'caps.member_rule': {
    says: 'The same rule for the same member, unless the rule says otherwise.',
    example: 'caps: { member_rule: 1 per 30d }',
  },
  'caps.forum': { says: 'Over the whole forum.', example: 'caps: { forum: 50 per day }' },
  'caps.topic': { says: 'Replies in one topic, ever.', example: 'caps: { topic: 1 }' },
  'caps.messages': {
    says: 'Private messages over the whole forum. Discourse lets an account begin 20 a day (`max_personal_messages_per_day`), so stay well below.',
    example: 'caps: { messages: 10 per day }',
  },
  quiet_hours: {
    says: 'When nothing but cards appears, by the member’s own clock.',
    ifLeftOut: 'none',
    example: 'quiet_hours: { from: "22:00", to: "07:00" }',
  },
  'quiet_hours.from': {
    says: 'The time at which they begin, in quotes.',
    example: 'quiet_hours: { from: "22:00", to: "07:00" }',
  },
  'quiet_hours.to': {
    says: 'The time at which they end, in quotes.',
    example: 'quiet_hours: { from: "22:00", to: "07:00" }',
  },
  calendars: {
    says: 'Calendars in the ICS format that rules may wait for, each by a name; read every half hour over HTTPS.',
    ifLeftOut: 'none',
    example: 'calendars: { community: "https://calendar.example/community.ics" }',
  },
  private_categories: {
    says: 'Categories to act in although not everybody can read them.',
    ifLeftOut: 'none',
    example: 'private_categories: [members-lounge]',
  },
  questions: {
    says: 'Where every topic is a question, for `on: question.asked`.',
    ifLeftOut: 'a topic that reads like one',
    example: 'questions: { category: support }',
  },
  'questions.category': {
    says: 'Categories in which every topic asks.',
    ifLeftOut: 'none',
    example: 'questions: { category: [support] }',
  },
  'questions.tag': {
    says: 'Tags that mark a question.',
    ifLeftOut: 'none',
    example: 'questions: { tag: help-wanted }',
  },
  ignore_categories: {
    says: 'Categories never to act in.',
    ifLeftOut: 'none',
    example: 'ignore_categories: [off-topic]',
  },
  ignore_members: {
    says: 'Other bots: their posts trigger nothing, and their answers are nobody’s answer.',
    ifLeftOut: 'none',
    example: 'ignore_members: [system, discobot]',
  },
  situations: {
    says: 'Words by which a post tells of a mood; a guide may have a wording of its own for it. The first that is found counts, in this order.',
    ifLeftOut: 'none: everybody gets the plain wording',
    example: 'situations: { frustrated: [fed up], praise: [thank you so much] }',
  },
  'situations.frustrated': {
    says: 'For `<guide>.frustrated.md`.',
    ifLeftOut: 'none',
    example: 'situations: { frustrated: [fed up, waste of time] }',
  },
  'situations.confused': {
    says: 'For `<guide>.confused.md`.',
    ifLeftOut: 'none',
    example: 'situations: { confused: [no idea] }',
  },
  'situations.praise': {
    says: 'For `<guide>.praise.md`.',
    ifLeftOut: 'none',
    example: 'situations: { praise: [thank you so much] }',
  },
  avoid: {
    says: 'Words that no guide may use, and why.',
    ifLeftOut: 'none',
    example: 'avoid:\n  - { words: [simply, obviously], because: it makes people feel slow }',
  },
  'avoid.words': {
    says: 'Words or phrases as they stand; forms of them are words of their own.',
    example: 'avoid: { words: [simply], because: it makes people feel slow }',
  },
  'avoid.because': {
    says: 'The reason, as the author of a guide reads it.',
    example: 'avoid: { words: [simply], because: it makes people feel slow }',
  },
  stop_words: {
    says: 'Words that, alone in an answer to the bot, mean stop; by language, in place of those built in. The first is the one we teach: give it 20 characters, for Discourse takes no shorter answer. What is taught without this key stays obeyed, for the bot’s profile says it.',
    ifLeftOut: 'those built in',
    example: 'stop_words: { en: [no more of these for me, stop] }',
  },
  review: {
    says: 'How offers of rules at `review`, and care, are decided by people.',
    example: 'review: { decide_within: 12h, topic: 123 }',
  },
  'review.decide_within': {
    says: 'How long a proposed offer waits for somebody to decide; then it expires.',
    ifLeftOut: 'as long as the offer is fresh',
    example: 'review: { decide_within: 12h }',
  },
  'review.topic': {
    says: 'A topic that only staff and the bot’s account can read: the bot tells there what waits, one line each, without a word of any member. A topic that everybody can read is told nothing.',
    ifLeftOut: 'told nowhere but on the dashboard',
    example: 'review: { topic: 123 }',
  },
  'review.every': {
    says: 'The shortest time between two posts in that topic.',
    example: 'review: { topic: 123, every: 1h }',
  },
  care: {
    says: 'What rules of `kind: care` need: who may send, and whom members can turn to.',
    example: 'care: { approvers: [mira, jo] }',
  },
  'care.approvers': {
    says: 'Accounts of the forum that see and send care; a rule may name its own.',
    ifLeftOut: 'none',
    example: 'care: { approvers: [mira, jo] }',
  },
  'care.contacts': {
    says: 'By language: people outside the forum, put below every care guide in that language.',
    ifLeftOut: 'none',
    example: `care:
  contacts:
    en: { name: A helpline, region: United Kingdom, reach: "0800 000 000, day and night", url: https://help.example }`,
  },
};
