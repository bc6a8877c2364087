import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';

import type { DemoForum } from '../../service/demo-forum/demo-forum.ts';
import { compareShape } from './compare-shape.ts';
import { aHarbour } from './harbour-forum.ts';
import { bodyOf, recordedWebhook } from './recordings.ts';
import { aReceiver } from './webhook-receiver.ts';

const secret = 'waypost-recording-secret';
type Act = (forum: DemoForum) => unknown;

/** Every recorded webhook that the forum sends: what somebody does, and which of the deliveries it is. */
const webhooks: Readonly<Record<string, { act: Act; nth?: number }>> = {
  '009-ping': { act: (forum) => forum.ping() },
  '012-topic_created': { act: openTopic },
  '013-post_created': { act: openTopic },
  '024-post_liked': { act: (forum) => forum.likePost({ as: 'yuki_s', postId: 14 }) },
  '027-post_edited': { act: (forum) => forum.editPost({ as: 'yuki_s', postId: 15, raw: '私も見ました。' }) },
  '033-topic_edited': {
    act: (forum) =>
      forum.editTopic({ as: 'klaus_b', topicId: 13, title: 'Die neue Boje steht schief (12°)' }),
  },
  '036-post_created': { act: (forum) => forum.closeTopic({ as: 'mira_mod', topicId: 13 }) },
  '037-topic_closed_status_updated': { act: (forum) => forum.closeTopic({ as: 'mira_mod', topicId: 13 }) },
  '043-post_edited': { act: deleteOwn },
  '044-post_destroyed': { act: deleteOwn },
  '045-post_edited': { act: recoverOwn, nth: 1 },
  '046-post_recovered': { act: recoverOwn },
  '047-post_destroyed': { act: (forum) => forum.deletePost({ as: 'mira_mod', postId: 20 }) },
  '049-post_recovered': { act: recoverAsModerator },
  '050-post_destroyed': { act: (forum) => forum.deleteTopic({ as: 'mira_mod', topicId: 35 }) },
  '051-topic_destroyed': { act: (forum) => forum.deleteTopic({ as: 'mira_mod', topicId: 35 }) },
  '052-topic_recovered': { act: (forum) => forum.recoverTopic({ as: 'mira_mod', topicId: 34 }) },
  '056-user_added_to_group': { act: join },
  '062-user_created': { act: join },
  '071-user_promoted': { act: (forum) => forum.setTrustLevel('minjun_k', 1) },
  '084-topic_created': { act: sendMessage },
  '085-post_created': { act: sendMessage },
  '092-post_created': {
    act: (forum) => forum.writePost({ as: 'mira_mod', title: 'Supplier', categoryId: 7, raw: 'Staff talk.' }),
  },
  '097-reviewable_created': { act: (forum) => holdReply(forum) },
  '099-reviewable_transitioned_to': { act: approveReply },
  '100-post_created': { act: approveReply },
  '101-reviewable_created': { act: (forum) => holdTopic(forum) },
  '102-reviewable_transitioned_to': { act: (forum) => forum.reject(holdTopic(forum)) },
  '109-post_created': {
    act: (forum) => forum.movePosts({ as: 'mira_mod', postIds: [16, 17], title: 'Das Protokoll der Nacht' }),
  },
  '113-topic_created': {
    act: (forum) =>
      forum.writePost({ as: 'waypost', title: 'Weekly digest, week 48', categoryId: 5, raw: 'Digest.' }),
  },
  '114-post_created': {
    act: (forum) =>
      forum.writePost({ as: 'waypost', title: 'Weekly digest, week 48', categoryId: 5, raw: 'Digest.' }),
  },
  '115-post_created': {
    act: (forum) =>
      forum.writePost({ as: 'waypost', title: 'Your reminder', to: ['klaus_b'], raw: 'Tomorrow.' }),
  },
};

describe('the demo forum sends webhooks as the recorded forum did', () => {
  for (const [name, { act, nth = 0 }] of Object.entries(webhooks)) {
    it(name, async () => {
      await using receiver = await aReceiver();
      const { forum } = aHarbour();
      await using _ = forum;
      forum.addWebhook({ url: receiver.url, secret });

      await act(forum);
      await forum.settled();

      const recorded = recordedWebhook(name);
      const sent = receiver.received.filter(
        ({ event }) => event === headersOf(recorded)['X-Discourse-Event'],
      )[nth];
      if (!sent)
        throw new Error(
          `nothing like it was sent, only ${receiver.received.map(({ event }) => event).join(', ')}`,
        );
      expect(sent.headers.map(([header]) => header)).toEqual(recorded.headers.map(([header]) => header));
      expect(stableHeaders(sent)).toEqual(stableHeaders(recorded));
      expect(headersOf(sent)['X-Discourse-Event-Signature']).toBe(
        `sha256=${createHmac('sha256', secret).update(sent.body).digest('hex')}`,
      );
      const theirs = bodyOf(name);
      const ours: Record<string, object | string> = JSON.parse(sent.body);
      expect(compareShape(theirs, ours)).toEqual([]);
      expect(commonKeys(ours, theirs)).toEqual(commonKeys(theirs, ours));
    });
  }
});

function headersOf({ headers }: { headers: [string, string][] }): Record<string, string> {
  return Object.fromEntries(headers);
}

function stableHeaders(webhook: { headers: [string, string][] }): Record<string, string> {
  const {
    'Content-Length': _,
    'X-Discourse-Event-Id': __,
    'X-Discourse-Event-Signature': ___,
    ...stable
  } = headersOf(webhook);
  return stable;
}

/** Keys of the payload in their order, those left out that the other has not. */
function commonKeys(body: Record<string, object | string>, other: Record<string, object | string>): string[] {
  const [[mine], [theirs]] = [Object.values(body), Object.values(other)];
  if (typeof mine !== 'object' || typeof theirs !== 'object') return [];
  return Object.keys(mine).filter((key) => key in theirs);
}

function openTopic(forum: DemoForum): void {
  forum.writePost({
    as: 'klaus_b',
    title: 'Die neue Boje an der Südmole',
    categoryId: 6,
    raw: 'Sie ist **schief**.',
    tags: ['buoy'],
  });
}

function deleteOwn(forum: DemoForum): void {
  forum.deletePost({ as: 'minjun_k', postId: 17 });
}

function recoverOwn(forum: DemoForum): void {
  deleteOwn(forum);
  forum.recoverPost({ as: 'minjun_k', postId: 17 });
}

function recoverAsModerator(forum: DemoForum): void {
  forum.deletePost({ as: 'mira_mod', postId: 20 });
  forum.recoverPost({ as: 'mira_mod', postId: 20 });
}

function join(forum: DemoForum): void {
  forum.addMember({ username: 'api_made', name: 'API Made' });
}

function sendMessage(forum: DemoForum): void {
  forum.writePost({
    as: 'klaus_b',
    title: 'Nur für dich, Yuki',
    to: ['yuki_s'],
    raw: 'Meine neue Nummer ist geheim.',
  });
}

function holdReply(forum: DemoForum): number {
  return forum.hold({ as: 'waypost', topicId: 13, raw: 'The barnacle report of this week is ready.' }).id;
}

function holdTopic(forum: DemoForum): number {
  return forum.hold({
    as: 'minjun_k',
    title: 'barnacle 에 대한 질문입니다',
    categoryId: 5,
    raw: '배에 barnacle 이 많이 붙었습니다.',
  }).id;
}

function approveReply(forum: DemoForum): void {
  forum.approve(holdReply(forum));
}
