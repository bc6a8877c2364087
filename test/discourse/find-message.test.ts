import { describe, expect, test } from 'vitest';
import { readTopicAddress } from '../../service/discourse/wire/read-topic-address.ts';
import { findMessage } from '../../service/discourse/find-message.ts';
import { DiscourseError } from '../../service/discourse/discourse-error.ts';

describe('the address that a name outside the forum leads to', () => {
  test.each([
    ['http://localhost:3100/t/a-topic-that-carries-an-outside-id/30.json', 30],
    ['/t/30.json', 30],
    ['https://example.org/forum/t/12/30?page=2', 30],
  ])('%s is topic %i', (location, id) => {
    expect(readTopicAddress(location)).toBe(id);
  });

  test.each([
    [null],
    ['https://www.example.org/t/external_id/0f9a6a0e-1f6c-4f0e-9d2e-000000000001.json'],
    ['https://example.org/login'],
    ['/'],
  ])('%s is none: the forum has moved', (location) => {
    expect(() => readTopicAddress(location)).toThrow('no topic');
  });
});

describe('a message that is looked for', () => {
  const search = { marker: 'm', botUsername: 'waypost' };
  const gone = new DiscourseError({
    code: 'not_found',
    retry: 'never',
    retryAfterMs: null,
    status: 404,
    errorType: 'not_found',
    route: 'GET /t/{id}.json',
    pausesForum: false,
  });

  test('is surely not there when no topic has its name', async () => {
    const client = { topicOfExternalId: () => Promise.resolve(null), topic: () => Promise.reject(gone) };

    expect(await findMessage(client, search)).toEqual({
      posts: [],
      pendingReviewableId: null,
      complete: true,
    });
  });

  test('is neither there nor surely absent when it went between two looks', async () => {
    const client = {
      topicOfExternalId: () => Promise.resolve(3 as never),
      topic: () => Promise.reject(gone),
    };

    expect(await findMessage(client, search)).toMatchObject({ posts: [], complete: false });
  });
});
