import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { interpretWebhook, readOwnMessage } from '../../service/discourse/wire.ts';
import type { Interpretation } from '../../service/discourse/wire.ts';
import { forumId, topicId } from '../../service/model/ids.ts';
import { aPostPayload } from '../support/discourse-makers.ts';
import { readSentWebhook, webhookNames } from '../support/sent-webhook.ts';

const receivedAt = new Date('2026-11-21T09:00:00Z');

describe('a written post', () => {
  test('keeps every fact that the forum sent, and is one event however it is told', () => {
    const sent = readSentWebhook('018-post_created');

    const told = interpret(sent.eventName, sent.body);
    const again = interpret('post_created', readSentWebhook('018-post_created').body);

    expect(told).toEqual(again);
    expect(told).toMatchObject({
      outcome: 'event',
      reread: null,
      own: { marker: null, number: 3, hidden: false },
      event: {
        kind: 'post.created',
        forum: 'default',
        logicalKey: 'post_created:16',
        source: 'webhook',
        authorTrustLevel: 3,
        post: { id: 16, topicId: 13, number: 3, authorName: 'salma_h', categoryId: 6, version: 1 },
      },
    });
  });

  test('reads a post of 2026 with its tags, address and translations left aside', () => {
    const sent = readSentWebhook('2026-post_created');

    expect(interpret(sent.eventName, sent.body)).toMatchObject({
      event: {
        post: {
          title: 'Exporting my logbook',
          raw: 'How do I export my logbook as a **PDF**?',
          replyToNumber: null,
        },
      },
    });
  });

  test('is read again from the forum when the payload has no raw text', () => {
    const { raw: _, ...withoutRaw } = aPostPayload();

    expect(interpret('post_created', { post: withoutRaw })).toMatchObject({
      reread: 'post',
      event: { post: { raw: '' } },
    });
  });

  test('has its own event for each edit, also inside the grace period where the version stays', () => {
    const first = interpret('post_edited', {
      post: aPostPayload({ updated_at: '2026-11-21T08:01:00.000Z' }),
    });
    const second = interpret('post_edited', {
      post: aPostPayload({ updated_at: '2026-11-21T08:02:00.000Z' }),
    });

    expect(keyOf(first)).toBe('post_edited:42:1:2026-11-21T08:01:00.000Z');
    expect(keyOf(second)).not.toBe(keyOf(first));
  });

  test('carries the last marker in its text, which only counts in a post of the bot', () => {
    const raw = 'quoted <!-- waypost:old -->\n\nnew words\n<!-- waypost:0b7e-42 -->';

    expect(interpret('post_created', { post: aPostPayload({ raw }) })).toMatchObject({
      own: { marker: '0b7e-42' },
    });
  });
});

describe('what is none of our business', () => {
  test.each<[why: string, changed: Record<string, unknown>, reason: string]>([
    ['a private message', { topic_archetype: 'private_message', category_id: null }, 'private_message'],
    ['a post without a category, whatever its archetype', { category_id: null }, 'private_message'],
    [
      'a private message that still names a category',
      { topic_archetype: 'private_message' },
      'private_message',
    ],
    ['the system', { user_id: -1 }, 'system_or_bot'],
    ['a bot that comes with Discourse', { user_id: -2 }, 'system_or_bot'],
    ['user id 0', { user_id: 0 }, 'system_or_bot'],
    ['an author whose account is gone', { user_id: null }, 'author_gone'],
    ['a whisper', { post_type: 4 }, 'whisper'],
    ['a small action', { post_type: 3 }, 'small_action'],
    ['a post in the colours of the staff', { post_type: 2 }, 'moderator_action'],
    ['a type of post that is new to us', { post_type: 9 }, 'moderator_action'],
  ])('lets go of %s', (_why, changed, reason) => {
    expect(interpret('post_created', { post: aPostPayload(changed) })).toMatchObject({
      outcome: 'unwanted',
      reason,
    });
  });

  test('says of a private message who and where, and not a word of it', () => {
    const sent = readSentWebhook('085-post_created');

    const interpretation = interpret(sent.eventName, sent.body);

    expect(Object.keys(interpretation).toSorted()).toEqual(['about', 'outcome', 'reason']);
  });

  test('opens a private message only in a topic that Waypost itself opened', () => {
    const sent = readSentWebhook('087-post_created');
    const told = interpret(sent.eventName, sent.body);
    const inTopic = told.outcome === 'unwanted' ? told.about.topicId : null;

    expect(readOwnMessage(sent.body, () => false)).toBeNull();
    expect(readOwnMessage(sent.body, (id) => id === inTopic)).toMatchObject({ topicId: inTopic, number: 2 });
    expect(readOwnMessage(readSentWebhook('088-post_created').body, () => true)).toBeNull();
    expect(readOwnMessage('{"post":', (id) => id === topicId(1))).toBeNull();
  });
});

describe('the event name, which nobody signed', () => {
  const body = { post: aPostPayload() };

  test('only makes the forum be asked again when it claims a deletion', () => {
    expect(interpret('post_destroyed', body)).toMatchObject({
      event: { kind: 'post.deleted' },
      reread: 'post',
    });
    expect(interpret('post_recovered', body)).toMatchObject({
      event: { kind: 'post.recovered' },
      reread: 'post',
    });
  });

  test('is overruled by a signed date of deletion', () => {
    const deleted = { post: aPostPayload({ deleted_at: '2026-11-21T08:30:00.000Z' }) };

    expect(interpret('post_created', deleted)).toMatchObject({
      event: { kind: 'post.deleted', occurredAt: new Date('2026-11-21T08:30:00.000Z') },
      reread: null,
    });
  });

  test.each(webhookNames().filter((name) => /^\d+-/.test(name)))(
    'does no damage when %s is sent again under the names of other kinds',
    (name) => {
      const sent = readSentWebhook(name);
      const key = Object.keys(parse(sent.body))[0] ?? '';
      const ownKey = {
        post_destroyed: 'post',
        topic_destroyed: 'topic',
        user_destroyed: 'user',
        post_liked: 'like',
        user_promoted: 'user_promoted',
        user_added_to_group: 'group_user',
        ping: 'ping',
      };

      const outcome = /"(topic_)?archetype": ?"private_message"/.test(String(sent.body))
        ? 'unwanted'
        : 'quarantined';
      const foreign = Object.entries(ownKey).filter(([, belongsTo]) => belongsTo !== key);

      expect(foreign.map(([other]) => interpret(other, sent.body).outcome)).toEqual(
        foreign.map(() => outcome),
      );
    },
  );

  test('of a member who is said to be destroyed makes the forum be asked', () => {
    const sent = readSentWebhook('066-user_updated');

    expect(interpret('user_destroyed', sent.body)).toMatchObject({
      event: { change: 'destroyed' },
      reread: 'member',
    });
  });

  test('is kept and counted when it is new to us, and cleaned when it is no name at all', () => {
    expect(interpret('buoy_inspected', { buoy: {} })).toEqual({ outcome: 'unknown', name: 'buoy_inspected' });
    expect(interpret('post_localised', body)).toEqual({ outcome: 'unknown', name: 'post_localised' });
    expect(interpret('<b>\n', { buoy: {} })).toEqual({ outcome: 'unknown', name: 'unreadable name' });
  });

  test('that belongs to another key is put aside for people', () => {
    expect(interpret('topic_created', body)).toEqual({
      outcome: 'quarantined',
      why: 'the event is called topic_created and its body is "post"',
    });
    expect(interpret('post_created', { buoy: {} })).toMatchObject({ outcome: 'quarantined' });
  });
});

describe('a member', () => {
  const user = { id: 12, username: 'ines', trust_level: 1, created_at: '2026-11-20T08:00:00.000Z' };

  test('gives what the bot cannot ask for: language, time zone, groups', () => {
    const sent = readSentWebhook('065-user_updated');

    expect(interpret(sent.eventName, sent.body)).toMatchObject({
      event: {
        username: 'klaus_b',
        locale: 'de',
        trustLevel: 2,
        groups: expect.arrayContaining(['trust_level_2']),
      },
    });
    expect(interpret('user_created', readSentWebhook('058-user_logged_in').body)).toMatchObject({
      event: { timeZone: 'Europe/Berlin' },
    });
  });

  test('with two topics and no reply is not said to have written nothing', () => {
    const opened = { ...user, post_count: 0 };

    expect(interpret('user_updated', { user: opened })).toMatchObject({ event: { postCount: null } });
    expect(interpret('user_updated', { user: { ...opened, topic_count: 2 } })).toMatchObject({
      event: { postCount: 2 },
    });
  });

  test('never gives an address, and is seen to have become anonymous by nothing else', () => {
    const sent = readSentWebhook('080-user_updated');

    const interpretation = interpret(sent.eventName, sent.body);

    expect(interpretation).toMatchObject({ event: { change: 'anonymized' }, reread: null });
    expect(JSON.stringify(interpretation)).not.toContain('@');
  });

  test('who is staged or a bot is let go, but never the news that an account is gone', () => {
    expect(interpret('user_updated', { user: { ...user, staged: true } })).toMatchObject({
      reason: 'staged_member',
    });
    expect(interpret('user_updated', { user: { ...user, id: -2 } })).toMatchObject({
      reason: 'system_or_bot',
    });
    expect(interpret('user_destroyed', { user: { ...user, staged: true } })).toMatchObject({
      event: { change: 'destroyed' },
    });
  });

  test('whose suspension is over is not suspended', () => {
    const suspended = { ...user, suspended_till: '2027-01-01T00:00:00.000Z' };
    const free = { ...user, suspended_till: '2025-01-01T00:00:00.000Z' };

    expect(interpret('user_updated', { user: suspended })).toMatchObject({ event: { change: 'suspended' } });
    expect(interpret('user_suspended', { user: free })).toMatchObject({
      event: { change: 'updated' },
      reread: 'member',
    });
  });
});

describe('a topic', () => {
  test('names its tags alike, as text or as object', () => {
    const old = readSentWebhook('012-topic_created');
    const today = readSentWebhook('2026-topic_created');

    expect(interpret(old.eventName, old.body)).toMatchObject({ event: { tags: ['buoy', 'lighthouse'] } });
    expect(interpret(today.eventName, today.body)).toMatchObject({
      event: { tags: ['lighthouse', 'export'] },
    });
  });

  test('is another event whenever its bytes or its name differ, for it has neither version nor date', () => {
    const closed = readSentWebhook('037-topic_closed_status_updated');
    const opened = readSentWebhook('038-topic_closed_status_updated');

    const keys = [interpret(closed.eventName, closed.body), interpret(opened.eventName, opened.body)].map(
      keyOf,
    );

    expect(new Set(keys).size).toBe(2);
  });
});

test('a held post tells by its number how it ended', () => {
  const sent = readSentWebhook('099-reviewable_transitioned_to');

  expect(interpret(sent.eventName, sent.body)).toEqual({
    outcome: 'review',
    reviewableId: 3,
    state: 'approved',
    postId: 46,
    authorId: 2,
  });
});

describe('hostile bodies', () => {
  test.each<[name: string, body: string | Buffer, why: RegExp]>([
    ['a megabyte of brackets', '['.repeat(1_000_000), /nested deeper than 64/],
    ['brackets inside the post', `{"post":${'{"a":'.repeat(64)}1${'}'.repeat(64)}}`, /nested deeper than 64/],
    ['a hundred thousand values', `{"post":[${'0,'.repeat(100_000)}0]}`, /more than 100000 values/],
    ['a hundred thousand empty objects', `{"post":[${'{},'.repeat(99_999)}{}]}`, /more than 100000 values/],
    ['half a JSON text', '{"post":', /not JSON/],
    ['nothing', '', /not JSON/],
    ['bytes that are no UTF-8', Buffer.from([0x7b, 0xff, 0xfe, 0x7d]), /not UTF-8/],
    ['a list', '[]', /not a JSON object/],
    ['null', 'null', /not a JSON object/],
    ['two bodies in one', '{"post":{},"user":{}}', /post and user at once/],
    ['a post that is a text', '{"post":"gotcha"}', /in the post/],
    ['a post with a huge id', JSON.stringify({ post: aPostPayload({ id: 1e300 }) }), /"id"/],
    ['a post with an id as text', JSON.stringify({ post: aPostPayload({ id: '42' }) }), /"id"/],
    ['a post without a date', JSON.stringify({ post: aPostPayload({ created_at: 'soon' }) }), /"created_at"/],
  ])('puts aside %s', (_name, body, why) => {
    const interpretation = interpret('post_created', body);

    expect(interpretation).toEqual({ outcome: 'quarantined', why: expect.stringMatching(why) });
  });

  test('keeps brackets inside a text apart from brackets of the body', () => {
    const raw = `${'[{'.repeat(5_000)} \\" ${','.repeat(200_000)}`;

    expect(interpret('post_created', { post: aPostPayload({ raw }) })).toMatchObject({
      event: { post: { raw } },
    });
  });

  test('never quotes the body when it says what is wrong', () => {
    const interpretation = interpret('post_created', {
      post: aPostPayload({ created_at: 'the-secret-text' }),
    });

    expect(JSON.stringify(interpretation)).not.toContain('the-secret-text');
  });

  test('is not reached through the prototype', () => {
    const body = '{"__proto__":{"post":{}},"constructor":{"prototype":{}},"toString":1}';

    expect(interpret('post_created', body)).toMatchObject({ outcome: 'quarantined' });
    expect(interpret('__proto__', '{"constructor":1}')).toEqual({ outcome: 'unknown', name: '__proto__' });
  });

  const outcomes = ['event', 'review', 'unwanted', 'unknown', 'quarantined'];
  const names = [...new Set(webhookNames().map((name) => readSentWebhook(name).eventName))];

  test('of any shape come to a typed outcome', () => {
    const key = fc.constantFrom(
      'post',
      'topic',
      'user',
      'like',
      'group_user',
      'reviewable',
      'user_promoted',
      'ping',
      '__proto__',
    );
    const body = fc.dictionary(key, fc.jsonValue({ maxDepth: 6 })).map((value) => JSON.stringify(value));

    fc.assert(
      fc.property(fc.constantFrom(...names), body, (name, text) => {
        expect(outcomes).toContain(interpret(name, text).outcome);
      }),
      { numRuns: 500 },
    );
  });

  test('made from real ones by changing bytes or values come to a typed outcome', () => {
    const real = webhookNames().map((name) => readSentWebhook(name));
    const odd = fc.oneof(
      fc.constant(null),
      fc.integer(),
      fc.double(),
      fc.string({ unit: 'binary' }),
      fc.constant([]),
      fc.constant({}),
    );

    fc.assert(
      fc.property(
        fc.constantFrom(...real),
        fc.nat(),
        fc.integer({ min: 0, max: 255 }),
        fc.nat(),
        odd,
        (sent, at, byte, field, value) => {
          const bytes = Buffer.from(sent.body);
          bytes[at % bytes.length] = byte;
          const body = parse(sent.body);
          const inner = Object.values(body)[0];
          if (typeof inner === 'object' && inner !== null) {
            const keys = Object.keys(inner);
            Object.assign(inner, { [keys[field % keys.length] ?? 'id']: value });
          }
          expect(outcomes).toContain(interpret(sent.eventName, bytes).outcome);
          expect(outcomes).toContain(interpret(sent.eventName, JSON.stringify(body)).outcome);
        },
      ),
      { numRuns: 1_000 },
    );
  });
});

function interpret(eventName: string, body: string | Uint8Array | object): Interpretation {
  const bytes = typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body);
  return interpretWebhook({ forum: forumId('default'), eventName, body: bytes, receivedAt });
}

function keyOf(interpretation: Interpretation): string {
  return interpretation.outcome === 'event' ? interpretation.event.logicalKey : interpretation.outcome;
}

function parse(body: Buffer): Record<string, unknown> {
  const value: unknown = JSON.parse(body.toString());
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
