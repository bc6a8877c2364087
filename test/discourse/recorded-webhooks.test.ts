import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { interpretWebhook } from '../../service/discourse/wire.ts';
import type { Interpretation } from '../../service/discourse/wire.ts';
import { forumId } from '../../service/model/ids.ts';
import { readSentWebhook, recordingSecret, webhookNames } from '../support/sent-webhook.ts';

/** Every webhook fixture, and what it comes to before anything that only Waypost knows is asked. */
const meaning: readonly (readonly [name: string, meaning: string])[] = [
  ['001-post_created', 'post.created'],
  ['002-post_created', 'post.created'],
  ['004-group_created', 'unwanted: unused_kind'],
  ['005-group_updated', 'unwanted: unused_kind'],
  ['007-user_added_to_group', 'member.changed, updated, re-read member, group.joined'],
  ['008-tag_created', 'unwanted: unused_kind'],
  ['009-ping', 'unwanted: ping'],
  ['010-ping', 'unwanted: ping'],
  ['011-topic_created', 'topic.changed'],
  ['012-topic_created', 'topic.changed'],
  ['013-post_created', 'post.created'],
  ['014-post_created', 'post.created'],
  ['015-post_created', 'post.created'],
  ['016-notification_created', 'unwanted: notification'],
  ['017-user_badge_granted', 'badge.granted'],
  ['018-post_created', 'post.created'],
  ['020-post_created', 'post.created'],
  ['021-post_created', 'post.created'],
  ['022-post_created', 'unwanted: whisper'],
  ['024-post_liked', 'post.liked'],
  ['026-post_created', 'post.created'],
  ['027-post_edited', 'post.edited'],
  ['028-post_edited', 'post.edited'],
  ['030-post_edited', 'post.edited'],
  ['031-post_edited', 'unwanted: whisper'],
  ['032-post_edited', 'post.edited'],
  ['033-topic_edited', 'topic.changed'],
  ['034-topic_edited', 'topic.changed'],
  ['035-topic_edited', 'topic.changed'],
  ['036-post_created', 'unwanted: small_action'],
  ['037-topic_closed_status_updated', 'topic.changed'],
  ['038-topic_closed_status_updated', 'topic.changed'],
  ['039-topic_archived_status_updated', 'topic.changed'],
  ['040-topic_visible_status_updated', 'topic.changed'],
  ['041-topic_pinned_status_updated', 'topic.changed'],
  ['042-topic_pinned_status_updated', 'topic.changed'],
  ['043-post_edited', 'post.edited'],
  ['044-post_destroyed', 'post.deleted, re-read post'],
  ['045-post_edited', 'post.edited'],
  ['046-post_recovered', 'post.recovered, re-read post'],
  ['048-category_updated', 'unwanted: category_changed'],
  ['050-post_destroyed', 'post.deleted, re-read post'],
  ['051-topic_destroyed', 'topic.changed, re-read topic'],
  ['052-topic_recovered', 'topic.changed, re-read topic'],
  ['053-post_recovered', 'post.recovered, re-read post'],
  ['054-topic_recovered', 'topic.changed, re-read topic'],
  ['055-user_created', 'member.changed, created'],
  ['056-user_added_to_group', 'member.changed, updated, re-read member, group.joined'],
  ['057-user_confirmed_email', 'member.changed, updated, re-read member'],
  ['058-user_logged_in', 'member.changed, signed_in, re-read member'],
  ['059-user_logged_in', 'member.changed, signed_in, re-read member'],
  ['060-reviewable_created', 'unwanted: unused_kind'],
  ['061-user_approved', 'member.changed, updated, re-read member, member.approved'],
  ['062-user_created', 'member.changed, created'],
  ['065-user_updated', 'member.changed, updated'],
  ['066-user_updated', 'member.changed, updated'],
  ['067-user_suspended', 'member.changed, suspended'],
  ['068-user_logged_out', 'member.changed, suspended'],
  ['069-user_unsuspended', 'member.changed, updated, re-read member'],
  ['070-post_created', 'unwanted: private_message'],
  ['071-user_promoted', 'member.changed, promoted, member.promoted'],
  ['072-group_updated', 'unwanted: unused_kind'],
  ['073-topic_created', 'unwanted: private_message'],
  ['078-user_removed_from_group', 'member.changed, updated, re-read member, group.left'],
  ['079-user_added_to_group', 'member.changed, updated, re-read member, group.joined'],
  ['080-user_updated', 'member.changed, anonymized'],
  ['081-post_destroyed', 'post.deleted, re-read post'],
  ['082-user_destroyed', 'member.changed, destroyed, re-read member'],
  ['083-user_logged_out', 'unwanted: unused_kind'],
  ['084-topic_created', 'unwanted: private_message'],
  ['085-post_created', 'unwanted: private_message'],
  ['087-post_created', 'unwanted: private_message'],
  ['088-post_created', 'unwanted: private_message'],
  ['090-post_liked', 'unwanted: private_message'],
  ['091-topic_created', 'topic.changed'],
  ['092-post_created', 'post.created'],
  ['093-reviewable_created', 'unwanted: unused_kind'],
  ['096-reviewable_transitioned_to', 'flag.agreed'],
  ['095-post_created', 'unwanted: private_message'],
  ['097-reviewable_created', 'review: pending'],
  ['099-reviewable_transitioned_to', 'review: approved'],
  ['100-post_created', 'post.created'],
  ['101-reviewable_created', 'review: pending'],
  ['102-reviewable_transitioned_to', 'review: rejected'],
  ['105-category_updated', 'unwanted: category_changed'],
  ['106-category_created', 'unwanted: category_changed'],
  ['107-category_destroyed', 'unwanted: category_changed'],
  ['108-group_destroyed', 'unwanted: unused_kind'],
  ['109-post_created', 'unwanted: small_action'],
  ['110-post_edited', 'post.edited'],
  ['111-topic_edited', 'unwanted: private_message'],
  ['112-topic_edited', 'topic.changed'],
  ['113-topic_created', 'topic.changed'],
  ['114-post_created', 'post.created'],
  ['115-post_created', 'unwanted: private_message'],
  ['116-post_created', 'post.created'],
  ['117-post_created', 'post.created'],
  ['118-user_created', 'unwanted: staged_member'],
  ['119-topic_created', 'topic.changed'],
  ['120-post_created', 'post.created'],
  ['121-post_created', 'post.created'],
  ['122-user_updated', 'member.changed, updated'],
  ['123-post_recovered', 'post.recovered, re-read post'],
  ['124-post_recovered', 'post.recovered, re-read post'],
  ['125-post_edited', 'post.edited'],
  ['126-user_destroyed', 'member.changed, destroyed, re-read member'],
  ['128-post_created', 'post.created'],
  ['129-topic_destroyed', 'topic.changed, re-read topic'],
  ['130-post_destroyed', 'post.deleted, re-read post'],
  ['2026-accepted_solution', 'topic.solved, solution.accepted'],
  ['2026-chat_message_created', 'unwanted: unused_kind'],
  ['2026-event-of-a-plugin', 'unknown: buoy_inspected'],
  ['2026-post_created', 'post.created'],
  ['2026-post_edited-without-raw', 'post.edited, re-read post'],
  ['2026-topic_created', 'topic.changed'],
];

test.each(meaning)('reads %s as %s', (name, expected) => {
  const sent = readSentWebhook(name);

  const interpretation = interpretWebhook({
    forum: forumId('default'),
    eventName: sent.eventName,
    body: sent.body,
    receivedAt: new Date('2026-11-21T09:00:00Z'),
  });

  expect(summary(interpretation)).toBe(expected);
});

test('every webhook fixture has its row', () => {
  expect(webhookNames()).toEqual(meaning.map(([name]) => name).toSorted());
});

describe('the fixtures', () => {
  const signed = webhookNames().filter((name) => name !== '002-post_created');

  test.each(signed)('%s still carries the signature of its bytes', (name) => {
    const { headers, body } = readSentWebhook(name);

    const digest = createHmac('sha256', recordingSecret).update(body).digest('hex');

    expect(headers['x-discourse-event-signature']).toBe(`sha256=${digest}`);
  });
});

function summary(interpretation: Interpretation): string {
  switch (interpretation.outcome) {
    case 'event': {
      const { event, reread, also = [] } = interpretation;
      const change = event.kind === 'member.changed' ? [event.change] : [];
      return [
        event.kind,
        ...change,
        ...(reread === null ? [] : [`re-read ${reread}`]),
        ...also.map(({ kind }) => kind),
      ].join(', ');
    }
    case 'unwanted':
      return `unwanted: ${interpretation.reason}`;
    case 'review':
      return `review: ${interpretation.state}`;
    case 'signal':
      return `signal: ${interpretation.signal.name}`;
    case 'unknown':
      return `unknown: ${interpretation.name}`;
    case 'quarantined':
      return `quarantined: ${interpretation.why}`;
  }
}
