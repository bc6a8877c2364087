import type { TriggerKey } from './trigger-keys.ts';

/** What ends the need for an offer before it is sent. */
export type Withdrawal = 'solved' | 'answered' | 'edited_away';

/** One kind of moment at which a rule may look: what authors write, read and must not write beside it. */
export interface TriggerRow {
  /** When it is; the line in `rules/README.md` and beside the word in an editor. */
  when: string;
  /** Whom the offer is for, and what it stands under. */
  whom: string;
  /** Keys of the rule that belong to this trigger; those in `needs` must be there. */
  takes: readonly TriggerKey[];
  needs: readonly TriggerKey[];
  /** Whose words `text` looks at: the post that was written, the post it stands under, or none. */
  text: 'own' | 'place' | 'none';
  /** Whether a rule needs a condition of its own, since it would answer every post otherwise. */
  isWide: boolean;
  /** What ends the need, where the rule does not say. */
  withdrawWhen: readonly Withdrawal[];
  /** The lines of a rule with this trigger, cases included; a test runs them. */
  example: string;
}

const untilAnswered: readonly Withdrawal[] = ['solved', 'answered', 'edited_away'];

/**
 * Every trigger. The engine has a matcher for each and does not compile without (`engine/triggers/matchers.ts`);
 * its line in `rules/README.md` and its example are held to this table by tests.
 */
export const triggers = {
  'post.created': {
    when: 'somebody writes a post',
    whom: 'its author, under the post',
    takes: [],
    needs: [],
    text: 'own',
    isWide: true,
    withdrawWhen: untilAnswered,
    example: `text: { any: [export model] }
cases:
  fires: [How do I export model files?, Export model fails]
  silent: [How do I import a file?, Thanks]`,
  },
  'post.edited': {
    when: 'a post is changed',
    whom: 'its author, under the post',
    takes: [],
    needs: [],
    text: 'own',
    isWide: true,
    withdrawWhen: untilAnswered,
    example: `text: { any: [export model] }
cases:
  fires: [How do I export model files?, Export model fails]
  silent: [How do I import a file?, Thanks]`,
  },
  'post.first': {
    when: 'a member writes for the first time ever',
    whom: 'the member, under the post',
    takes: [],
    needs: [],
    text: 'own',
    isWide: false,
    withdrawWhen: untilAnswered,
    example: `where: { category: welcome }
cases:
  fires: [Hello everybody, Hi there]
  silent:
    - { text: Hello, category: support, because: where.category }
    - { text: Hello, trust_level: 2, because: on }`,
  },
  'topic.created': {
    when: 'somebody opens a topic',
    whom: 'its author, under the opening post',
    takes: [],
    needs: [],
    text: 'own',
    isWide: true,
    withdrawWhen: untilAnswered,
    example: `text: { title: [export] }
cases:
  fires: [{ title: Export of my work, text: Please help }, { title: How to export, text: See above }]
  silent: [{ title: Import, text: I cannot export }, Export]`,
  },
  'question.asked': {
    when: 'a topic begins with a question: by its words, or because its place is named under `questions` in `site.yml`',
    whom: 'who asks, under the question',
    takes: [],
    needs: [],
    text: 'own',
    isWide: false,
    withdrawWhen: untilAnswered,
    example: `cases:
  fires: [How do I export my work?, { title: Is there an export?, text: I could not find one. }]
  silent: [Here is my newest work., { title: My export, text: I am proud of it. }]`,
  },
  'bot.mentioned': {
    when: 'somebody calls Waypost’s account with `@`; in cases it is called `@waypost`',
    whom: 'who called, under the post',
    takes: [],
    needs: [],
    text: 'own',
    isWide: false,
    withdrawWhen: untilAnswered,
    example: `cases:
  fires: ['@waypost how do I export?', 'Ask @Waypost about it.']
  silent: [What does waypost do?, 'Write \`@waypost\` to call it.']`,
  },
  'topic.unanswered': {
    when: 'nobody but its author and bots has answered a topic for the time in `after`',
    whom: 'its author, under the opening post',
    takes: ['after'],
    needs: ['after'],
    text: 'place',
    isWide: false,
    withdrawWhen: untilAnswered,
    example: `after: 2d
where: { category: support }
cases:
  fires: [How do I export?, { title: Nobody knows, text: Please help. }]
  silent:
    - { text: How do I export?, after: 1d, because: after }
    - { text: How do I export?, category: off-topic, because: where.category }`,
  },
  'topic.solved': {
    when: 'a solution is accepted (needs Discourse Solved)',
    whom: 'the topic’s author, under the opening post',
    takes: [],
    needs: [],
    text: 'place',
    isWide: false,
    withdrawWhen: [],
    example: `who: { trust_level: [0, 1] }
cases:
  fires: [My export is empty, { text: Solved now, trust_level: 1 }]
  silent: [{ text: Solved, trust_level: 3, because: who.trust_level }, { text: Done, trust_level: 2 }]`,
  },
  'topic.unsolved': {
    when: 'a solution is taken back',
    whom: 'the topic’s author, under the opening post',
    takes: [],
    needs: [],
    text: 'place',
    isWide: false,
    withdrawWhen: ['solved'],
    example: `where: { category: support }
cases:
  fires: [My export is empty, Still empty]
  silent: [{ text: Empty, category: news, because: where.category }, { text: No, category: news }]`,
  },
  'solution.accepted': {
    when: 'a solution is accepted (needs Discourse Solved)',
    whom: 'who wrote the solution, under it',
    takes: [],
    needs: [],
    text: 'place',
    isWide: false,
    withdrawWhen: [],
    example: `who: { trust_level: [0, 1] }
cases:
  fires: [Use the other button, { text: Restart it, trust_level: 1 }]
  silent: [{ text: Restart, trust_level: 3, because: who.trust_level }, { text: Wait, trust_level: 2 }]`,
  },
  'topic.closed': {
    when: 'a topic is closed',
    whom: 'its author; nothing can stand in a closed topic, so it waits for private channels',
    takes: [],
    needs: [],
    text: 'place',
    isWide: false,
    withdrawWhen: [],
    example: `where: { category: support }
cases:
  fires: [My question, Another one]
  silent: [{ text: Closed, category: news, because: where.category }, { text: No, category: news }]`,
  },
  'topic.reopened': {
    when: 'a closed topic is opened again',
    whom: 'its author, under the opening post',
    takes: [],
    needs: [],
    text: 'place',
    isWide: false,
    withdrawWhen: ['solved'],
    example: `where: { category: support }
cases:
  fires: [My question, Another one]
  silent: [{ text: Open, category: news, because: where.category }, { text: No, category: news }]`,
  },
  'topic.moved': {
    when: 'a topic comes to another category; `where` looks at the new one',
    whom: 'its author, under the opening post',
    takes: [],
    needs: [],
    text: 'place',
    isWide: false,
    withdrawWhen: [],
    example: `where: { category: support }
cases:
  fires: [My question, Another one]
  silent: [{ text: Moved, category: news, because: where.category }, { text: No, category: news }]`,
  },
  'topic.tagged': {
    when: 'a topic gets one of the tags in `tag`',
    whom: 'its author, under the opening post',
    takes: ['tag'],
    needs: ['tag'],
    text: 'place',
    isWide: false,
    withdrawWhen: ['solved'],
    example: `tag: needs-log
cases:
  fires: [It crashes, { text: It crashes, tag: needs-log }]
  silent: [{ text: It crashes, tag: solved, because: tag }, { text: It works, tag: praise }]`,
  },
  'post.liked': {
    when: 'a post gets its first like, or as many as `count` says',
    whom: 'its author, under the post',
    takes: ['count'],
    needs: [],
    text: 'place',
    isWide: false,
    withdrawWhen: [],
    example: `count: 10
cases:
  fires: [Here is my guide, { text: A guide, count: 10 }]
  silent: [{ text: A guide, count: 9, because: count }, { text: A guide, count: 11 }]`,
  },
  'badge.granted': {
    when: 'a member gets one of the badges in `badge`, by the number in its address',
    whom: 'the member, under the post the badge is for; without one it waits for private channels',
    takes: ['badge'],
    needs: ['badge'],
    text: 'none',
    isWide: false,
    withdrawWhen: [],
    example: `badge: [41, 42]
cases:
  fires: [{ badge: 41 }, { badge: 42, trust_level: 1 }]
  silent: [{ badge: 43, because: badge }, { badge: 1 }]`,
  },
  'member.promoted': {
    when: 'a member rises to a trust level, to one of `level` where it is given',
    whom: 'the member; waits for private channels',
    takes: ['level'],
    needs: [],
    text: 'none',
    isWide: false,
    withdrawWhen: [],
    example: `level: 2
cases:
  fires: [{ level: 2 }, { level: 2, stage: regular }]
  silent: [{ level: 1, because: level }, { level: 3 }]`,
  },
  'member.approved': {
    when: 'a new account is approved by staff',
    whom: 'the member; waits for private channels',
    takes: [],
    needs: [],
    text: 'none',
    isWide: false,
    withdrawWhen: [],
    example: `who: { trust_level: [0, 1] }
cases:
  fires: [{ trust_level: 0 }, { trust_level: 1 }]
  silent: [{ trust_level: 2, because: who.trust_level }, { trust_level: 3 }]`,
  },
  'group.joined': {
    when: 'a member comes into one of the groups in `group`',
    whom: 'the member; waits for private channels',
    takes: ['group'],
    needs: ['group'],
    text: 'none',
    isWide: false,
    withdrawWhen: [],
    example: `group: translators
cases:
  fires: [{ group: translators }, { group: Translators, trust_level: 3 }]
  silent: [{ group: staff, because: group }, { group: beta }]`,
  },
  'group.left': {
    when: 'a member leaves one of the groups in `group`',
    whom: 'the member; waits for private channels',
    takes: ['group'],
    needs: ['group'],
    text: 'none',
    isWide: false,
    withdrawWhen: [],
    example: `group: translators
cases:
  fires: [{ group: translators }, { group: translators, trust_level: 3 }]
  silent: [{ group: staff, because: group }, { group: beta }]`,
  },
  'category.first_visited': {
    when: 'a member opens a category for the first time (needs the forum’s plugin)',
    whom: 'the member; waits for private channels',
    takes: [],
    needs: [],
    text: 'none',
    isWide: true,
    withdrawWhen: [],
    example: `where: { category: workshop }
cases:
  fires: [{ category: workshop }, { category: workshop, trust_level: 2 }]
  silent: [{ category: news, because: where.category }, { category: support }]`,
  },
  'flag.agreed': {
    when: 'moderators agree with a flag on a post; that one was raised, or dismissed, no rule may tell',
    whom: 'its author, in private only',
    takes: [],
    needs: [],
    text: 'none',
    isWide: false,
    withdrawWhen: [],
    example: `who: { trust_level: [0, 1] }
cases:
  fires: [{ trust_level: 0 }, { trust_level: 1 }]
  silent: [{ trust_level: 2, because: who.trust_level }, { trust_level: 3 }]`,
  },
  event: {
    when: 'another system tells of something by `POST /events`: what it calls `type`, with the values under `data`',
    whom: 'everybody, as one post in the topic named by `place`',
    takes: ['type', 'data', 'place'],
    needs: ['type', 'place'],
    text: 'none',
    isWide: false,
    withdrawWhen: [],
    example: `type: release.published
data: { channel: [stable, lts] }
place: { topic: 123 }
cases:
  fires: [{ data: { channel: stable } }, { type: release.published, data: { channel: lts } }]
  silent: [{ data: { channel: nightly }, because: data }, { type: policy.changed, because: type }]`,
  },
  'stage.entered': {
    when: 'a member enters one of the stages under `who: stage`',
    whom: 'the member, under the post by which it showed',
    takes: [],
    needs: [],
    text: 'none',
    isWide: false,
    withdrawWhen: untilAnswered,
    example: `who: { stage: regular }
cases:
  fires: [{ stage: regular }, { stage: regular, trust_level: 2 }]
  silent: [{ stage: newcomer, because: who.stage }, { stage: quiet }]`,
  },
  'stage.left': {
    when: 'a member leaves one of the stages under `who: stage`, for whichever other',
    whom: 'the member, under the post by which it showed; one who left by silence has none, and gets a message or a banner',
    takes: [],
    needs: [],
    text: 'none',
    isWide: false,
    withdrawWhen: untilAnswered,
    example: `who: { stage: newcomer }
cases:
  fires: [{ stage: newcomer }, { stage: newcomer, trust_level: 1 }]
  silent: [{ stage: regular, because: who.stage }, { stage: quiet }]`,
  },
  'stage.stalled': {
    when: 'a member has been in one of the stages under `who: stage` for as long as its `stalls` in `stages.yml` says, without getting on',
    whom: 'the member, as a message or a banner: there is no post to stand under',
    takes: [],
    needs: [],
    text: 'none',
    isWide: false,
    withdrawWhen: [],
    example: `who: { stage: newcomer }
cases:
  fires: [{ stage: newcomer }, { stage: newcomer, trust_level: 1 }]
  silent: [{ stage: regular, because: who.stage }, { stage: quiet }]`,
  },
  'member.anniversary': {
    when: 'years have passed since a member joined, those in `years` where it is given; at nine in the morning where they live, and on 28 February for who joined on the 29th',
    whom: 'the member, as a message or a banner: there is no post to stand under',
    takes: ['years'],
    needs: [],
    text: 'none',
    isWide: false,
    withdrawWhen: [],
    example: `years: [1, 5, 10]
cases:
  fires: [{ years: 1 }, { years: 5, stage: regular }]
  silent: [{ years: 2, because: years }, { years: 4 }]`,
  },
  'member.count': {
    when: 'a member writes the post that makes as many as `reaches` says',
    whom: 'the member, under that post',
    takes: ['reaches'],
    needs: ['reaches'],
    text: 'none',
    isWide: false,
    withdrawWhen: [],
    example: `reaches: { posts: [10, 100] }
cases:
  fires: [{ reaches: { posts: 10 } }, { reaches: { posts: 100 }, trust_level: 1 }]
  silent: [{ reaches: { posts: 11 }, because: reaches }, { reaches: { posts: 99 } }]`,
  },
} as const satisfies Record<string, TriggerRow>;

export type Trigger = keyof typeof triggers;

/** The names in the table's order. */
export const triggerNames = Object.keys(triggers) as [Trigger, ...Trigger[]];

export function triggerRow(trigger: Trigger): TriggerRow {
  return triggers[trigger];
}
