import type { KeyTexts } from './key-text.ts';

/** The keys of a rule below `text` and `cases`, and those that belong to a trigger. */
export const keysOfTextsAndCases: KeyTexts = {
  text: {
    says: 'What the post must say, and must not say. Words match their forms: `crash` finds “crashes”.',
    ifLeftOut: 'any text',
    example: 'text: { any: [export model], none: [import] }',
  },
  'text.any': {
    says: 'One of these, in the title or the text.',
    example: 'text: { any: [export model, "/obj|stl/"] }',
  },
  'text.all': { says: 'Every one of these.', example: 'text: { all: [export, stl] }' },
  'text.title': { says: 'One of these, in the title.', example: 'text: { title: export }' },
  'text.near': {
    says: 'Words near each other, in any order, in one sentence.',
    example: 'text: { near: { words: [export, mesh], within: 6 } }',
  },
  'text.near.words': {
    says: 'Two to six words or phrases.',
    example: 'text: { near: { words: [export, mesh], within: 6 } }',
  },
  'text.near.within': {
    says: 'Words from the first to the last.',
    example: 'text: { near: { words: [export, mesh], within: 4 } }',
  },
  'text.code': {
    says: 'One of these, in what the member set apart as code.',
    example: 'text: { code: [Traceback] }',
  },
  'text.quoted': {
    says: 'One of these, in what the member quoted.',
    example: 'text: { quoted: [export model] }',
  },
  'text.none': { says: 'None of these.', example: 'text: { any: [export], none: [import] }' },
  'text.language': {
    says: 'Whose word forms count.',
    ifLeftOut: 'those of the post’s language, among the site’s',
    example: 'text: { any: [export], language: en }',
  },
  'text.compounds': {
    says: 'German, Dutch: `konto` is found in “Benutzerkonto” too.',
    example: 'text: { any: [konto], compounds: true, language: de }',
  },
  cases: {
    says: 'Posts that must fire the rule, and posts that must not; at least two of each above draft. They run at every check.',
    example:
      'cases: { fires: [How to export models?], silent: [How to import?] }\ntext: { any: [export models] }',
  },
  'cases.fires': {
    says: 'Posts that must fire the rule.',
    example: 'cases: { fires: [Export model fails] }',
  },
  'cases.silent': {
    says: 'Posts that must not; near misses are worth most.',
    example: 'cases: { silent: [Import model] }',
  },
  'cases.fires.title': {
    says: 'The title of its topic.',
    example: 'cases: { fires: [{ title: Export model, text: How? }] }',
  },
  'cases.fires.text': {
    says: 'The text of the post; a case that is a text alone is this.',
    example: 'cases: { fires: [{ text: Export model }] }',
  },
  'cases.fires.category': {
    says: 'The category of its topic.',
    ifLeftOut: 'one that the rule asks for',
    example: 'where: { category: support }\ncases: { silent: [{ text: Export model, category: lounge }] }',
  },
  'cases.fires.tags': {
    says: 'The tags of its topic.',
    ifLeftOut: 'those that the rule asks for',
    example: 'where: { tag: stl }\ncases: { silent: [{ text: Export model, tags: obj }] }',
  },
  'cases.fires.number': {
    says: 'The number of the post in its topic; 1 opens it.',
    ifLeftOut: 'as the rule asks',
    example: 'where: { opening_post: true }\ncases: { silent: [{ text: Export model, number: 2 }] }',
  },
  'cases.fires.topic': {
    says: 'What is known of the topic.',
    ifLeftOut: 'as the rule asks',
    example:
      'where: { topic: { solved: false } }\ncases: { silent: [{ text: Export model, topic: { solved: true } }] }',
  },
  'cases.fires.topic.closed': {
    says: 'Whether it is closed.',
    example:
      'where: { topic: { closed: false } }\ncases: { silent: [{ text: Export model, topic: { closed: true } }] }',
  },
  'cases.fires.topic.solved': {
    says: 'Whether it has a solution.',
    example:
      'where: { topic: { solved: false } }\ncases: { silent: [{ text: Export model, topic: { solved: true } }] }',
  },
  'cases.fires.topic.answered': {
    says: 'Whether somebody else has answered.',
    example:
      'where: { topic: { answered: false } }\ncases: { silent: [{ text: Export model, topic: { answered: true } }] }',
  },
  'cases.fires.groups': {
    says: 'The groups of its author.',
    ifLeftOut: 'those that the rule asks for',
    example: 'who: { not_group: staff }\ncases: { silent: [{ text: Export model, groups: staff }] }',
  },
  'cases.fires.locale': {
    says: 'The language in which its author uses the forum.',
    ifLeftOut: 'one that the rule asks for',
    example: 'who: { locale: de }\ncases: { silent: [{ text: Export model, locale: fr }] }',
  },
  'cases.fires.posts': {
    says: 'How many public posts its author has written, this one included.',
    ifLeftOut: '1',
    example: 'on: post.first\ncases: { silent: [{ text: Export model, posts: 12 }] }',
  },
  'cases.fires.member_for': {
    says: 'How long ago its author joined.',
    ifLeftOut: 'as long as the rule asks',
    example: 'who: { member_for: 30d }\ncases: { silent: [{ text: Export model, member_for: 2d }] }',
  },
  'cases.fires.at': {
    says: 'The time of day at which it is written, by the clock of its author. Quiet hours then count: what waits for the morning is silent for now.',
    ifLeftOut: 'an hour at which nobody asks for quiet',
    example: 'cases: { silent: [{ text: Export model, at: "23:30", because: quiet_hours }] }',
  },
  'cases.fires.offered': {
    says: 'What its author was offered before: how long ago, by this rule or the one that is named. Limits then count.',
    ifLeftOut: 'nothing',
    example: 'cases: { silent: [{ text: Export model, offered: 3d, because: limit.member }] }',
  },
  'cases.fires.offered.ago': {
    says: 'How long ago.',
    example:
      'cases: { silent: [{ text: Export model, offered: [{ ago: 1h, rule: welcome }], because: caps }] }',
  },
  'cases.fires.offered.rule': {
    says: 'The rule that offered it.',
    ifLeftOut: 'this one',
    example:
      'cases: { silent: [{ text: Export model, offered: [{ ago: 1h, rule: welcome }], because: caps }] }',
  },
  'cases.fires.trust_level': {
    says: 'The trust level of its author.',
    ifLeftOut: 'one that the rule asks for',
    example: 'who: { trust_level: 0 }\ncases: { silent: [{ text: Export model, trust_level: 2 }] }',
  },
  'cases.fires.stage': {
    says: 'The stage of its author.',
    ifLeftOut: 'one that the rule asks for',
    example: 'who: { stage: newcomer }\ncases: { silent: [{ text: Export model, stage: regular }] }',
  },
  'cases.fires.because': {
    says: 'Of a silent case: the part of the rule that must keep it silent, such as `text.none` or `where.category`.',
    ifLeftOut: 'any reason will do',
    example:
      'text: { any: [export], none: [import] }\ncases: { silent: [{ text: Export or import?, because: text.none }] }',
  },
  after: {
    says: 'Of `topic.unanswered`: how long nobody has answered.',
    example: 'on: topic.unanswered\nafter: 2d\nwhere: { category: support }',
  },
  count: { says: 'Of `post.liked`: how many likes.', example: 'on: post.liked\ncount: 10' },
  badge: {
    says: 'Of `badge.granted`: numbers of badges, as in their addresses.',
    ifLeftOut: 'any badge',
    example: 'on: badge.granted\nbadge: 41',
  },
  level: {
    says: 'Of `member.promoted`: the trust level that was reached.',
    ifLeftOut: 'any',
    example: 'on: member.promoted\nlevel: 2\nas: message',
  },
  group: {
    says: 'Of `group.joined` and `group.left`: names of groups.',
    ifLeftOut: 'any group',
    example: 'on: group.joined\ngroup: translators\nas: message',
  },
  tag: { says: 'Of `topic.tagged`: the tag that was set.', example: 'on: topic.tagged\ntag: needs-log' },
  type: {
    says: 'Of `event`: what the sender calls it.',
    example: 'on: event\ntype: release.published\nplace: { topic: 123 }',
  },
  data: {
    says: 'Of `event`: fields with the values that count.',
    ifLeftOut: 'any',
    example: 'on: event\ntype: release.published\ndata: { channel: stable }\nplace: { topic: 123 }',
  },
  place: {
    says: 'Of `event`: where the post goes.',
    example: 'on: event\ntype: release.published\nplace: { topic: 123 }',
  },
  'place.topic': {
    says: 'The number of a topic, as in its address.',
    example: 'on: event\ntype: release.published\nplace: { topic: 123 }',
  },
  years: {
    says: 'Of `member.anniversary`: after how many years.',
    example: 'on: member.anniversary\nyears: [1, 5]\nas: message',
  },
  reaches: {
    says: 'Of `member.count`: a count, told once.',
    example: 'on: member.count\nreaches: { posts: [10, 100] }',
  },
  'reaches.posts': {
    says: 'Posts that the member has written.',
    example: 'on: member.count\nreaches: { posts: 100 }',
  },
};
