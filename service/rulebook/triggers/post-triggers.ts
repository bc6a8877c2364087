import { type TriggerRow, untilAnswered } from './trigger-row.ts';

/** Moments of posts and topics. */
export const postTriggers = {
  'post.created': {
    when: 'somebody writes a post',
    whom: 'its author, under the post',
    takes: [],
    needs: [],
    text: 'own',
    place: 'post',
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
    place: 'post',
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
    place: 'post',
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
    place: 'post',
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
    place: 'post',
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
    place: 'post',
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
    place: 'post',
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
    place: 'post',
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
    place: 'post',
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
    place: 'post',
    isWide: false,
    withdrawWhen: [],
    example: `who: { trust_level: [0, 1] }
cases:
  fires: [Use the other button, { text: Restart it, trust_level: 1 }]
  silent: [{ text: Restart, trust_level: 3, because: who.trust_level }, { text: Wait, trust_level: 2 }]`,
  },
  'topic.closed': {
    when: 'a topic is closed',
    whom: 'its author, as a message or a banner: nothing can stand in a closed topic',
    takes: [],
    needs: [],
    text: 'place',
    place: 'closed',
    isWide: false,
    withdrawWhen: [],
    example: `as: message
where: { category: support }
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
    place: 'post',
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
    place: 'post',
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
    place: 'post',
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
    place: 'post',
    isWide: false,
    withdrawWhen: [],
    example: `count: 10
cases:
  fires: [Here is my guide, { text: A guide, count: 10 }]
  silent: [{ text: A guide, count: 9, because: count }, { text: A guide, count: 11 }]`,
  },
} as const satisfies Record<string, TriggerRow>;
