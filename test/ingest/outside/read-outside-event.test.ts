import { expect, test } from 'vitest';
import { readOutsideEvent } from '../../../service/ingest/outside/read-outside-event.ts';
import { forumId } from '../../../service/model/ids.ts';

const receivedAt = new Date('2026-11-21T08:00:00Z');
const read = (body: unknown, id = 'msg_1') =>
  readOutsideEvent({
    forum: forumId('default'),
    headers: { 'webhook-id': id },
    body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
    receivedAt,
  });
const eventOf = (body: unknown) => {
  const told = read(body);
  if (told.outcome !== 'event' || told.event.kind !== 'outside.event') throw new Error(told.outcome);
  return told.event;
};

test('a body is an event with its fields in one row', () => {
  const data = { version: '5.8', stable: true, build: 17, notes: { url: 'https://x', by: { name: 'ana' } } };

  expect(eventOf({ type: 'release.published', timestamp: '2026-11-21T07:00:00Z', data })).toMatchObject({
    type: 'release.published',
    occurredAt: new Date('2026-11-21T07:00:00Z'),
    data: [
      ['version', '5.8'],
      ['stable', 'true'],
      ['build', '17'],
      ['notes.url', 'https://x'],
      ['notes.by.name', 'ana'],
    ],
  });
});

test.each([
  ['lists', { tags: ['a', 'b'] }],
  ['nothing', { version: null }],
  ['names that no rule can write', { 'Version!': '1', 'x-y': '2', constructor_: {} }],
  ['what lies deeper than four', { a: { b: { c: { d: { e: 1 } } } } }],
  ['no map', 'text'],
])('%s are left out of the data', (_, data) => {
  expect(eventOf({ type: 'a', data }).data).toEqual([]);
});

test.each([
  ['in the future', '2027-01-01T00:00:00Z'],
  ['unreadable', 'yesterday'],
  ['no text', 17],
])('a time that is %s is the moment it came', (_, timestamp) => {
  expect(eventOf({ type: 'a', timestamp }).occurredAt).toEqual(receivedAt);
});

test('long values are cut, and there are at most a hundred', () => {
  const many = Object.fromEntries(Array.from({ length: 150 }, (_, at) => [`f${at}`, 'x'.repeat(300)]));
  const { data } = eventOf({ type: 'a', data: many });

  expect(data).toHaveLength(100);
  expect(data[0]?.[1]).toHaveLength(200);
});

test.each([
  ['{"type":', 'it is no JSON object'],
  ['[]', 'it is no JSON object'],
  [{ data: {} }, 'it has no `type` in small letters, such as release.published'],
  [{ type: 'Release!' }, 'it has no `type` in small letters, such as release.published'],
])('%j is set aside, with the reason', (body, why) => {
  expect(read(body)).toEqual({ outcome: 'quarantined', why });
});

test('the sender’s id makes the event, whatever it says', () => {
  const keyOf = (told: ReturnType<typeof read>) => told.outcome === 'event' && told.event.logicalKey;

  expect(keyOf(read({ type: 'a' }, 'one'))).toBe(keyOf(read({ type: 'b' }, 'one')));
  expect(keyOf(read({ type: 'a' }, 'one'))).not.toBe(keyOf(read({ type: 'a' }, 'two')));
});
