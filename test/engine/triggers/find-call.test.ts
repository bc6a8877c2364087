import { expect, test } from 'vitest';
import { findCall } from '../../../service/engine/triggers/find-call.ts';

test.each([
  ['Hello @Waypost, help', 'Waypost', '@Waypost'],
  ['İİİ @waypost', 'Waypost', '@waypost'],
  ['`@waypost`', 'waypost', null],
  ['a@waypost.example', 'waypost', null],
  ['@waypost2 and @way.post', 'way.post', '@way.post'],
  ['@wayxpost', 'way.post', null],
])('%j calls %s: %s', (raw, name, called) => {
  const found = findCall(raw, name);

  expect(found === null ? null : raw.slice(found.start, found.end)).toBe(called);
});
