import { aForum } from './a-forum.ts';
import type { TestForum } from './a-forum.ts';
import type { DemoForumOptions } from '../../service/demo-forum/demo-forum.ts';

/** The ids that the contract's examples name: Mira's question is post 42 of topic 10, the bot answers in post 44. */
export const named = { member: 'mira', memberId: 7, topicId: 10, postId: 42 };

/** A forum with the plugin and what the contract's examples take for granted, and nothing else. */
export function aPluginForum(options: Partial<DemoForumOptions> = {}): TestForum {
  const demo = aForum({
    seed: false,
    plugin: true,
    limits: { msBetweenPosts: 0, msBetweenTopics: 0 },
    ...options,
  });
  const { forum } = demo;
  forum.addGroup({ name: 'helpers' });
  forum.addCategory({ id: 4, name: 'Support' });
  forum.addMember(
    { id: named.memberId, username: named.member, name: 'Mira', trustLevel: 0, timeZone: 'Europe/Berlin' },
    { silent: true },
  );
  forum.importPost({
    as: named.member,
    title: 'How do I export?',
    categoryId: 4,
    tags: ['export'],
    raw: 'I cannot find the export.',
    ids: { topic: named.topicId, post: named.postId },
  });
  return demo;
}

/** The body of an offer of a card, with changes. */
export function aCard(changes: object = {}): { offer: Record<string, unknown> } {
  return {
    offer: {
      channel: 'card',
      kind: 'help',
      member_id: named.memberId,
      rule: 'export-model',
      resource: 'exporting',
      topic_id: named.topicId,
      post_id: named.postId,
      title: 'Exporting your data',
      raw: 'Three steps, about a minute. Your **drafts** are not part of it.',
      form: 'checklist',
      steps: [
        { key: 'open', raw: 'Open **Preferences**' },
        { key: 'ask', raw: 'Press *Download all*' },
      ],
      link: { url: '/t/exporting/5', text: 'The whole guide' },
      why: { text: 'You asked how to export.', owner: 'Ana', reviewed_on: '2026-05-03' },
      locale: 'en',
      ...changes,
    },
  };
}

/** The body of an offer of a reply, with changes. */
export function aReplyOffer(changes: object = {}): { offer: Record<string, unknown> } {
  const { title: _, form: __, steps: ___, link: ____, ...offer } = aCard().offer;
  return { offer: { ...offer, channel: 'reply', raw: 'Put your logs between three backticks.', ...changes } };
}
