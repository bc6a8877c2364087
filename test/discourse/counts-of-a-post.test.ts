import { describe, expect, test } from 'vitest';
import { readTopic } from '../../service/discourse/wire.ts';
import { areSameWords, wordsWritten } from '../../service/discourse/wire/plugin/words-written.ts';
import { aPostPayload, aTopicAnswer } from '../support/discourse-makers.ts';
import { recordedJson } from '../support/recorded-answer.ts';

describe('what the forum counts of a post', () => {
  test('its links are told without those that lead to it from elsewhere, its answers by their number', () => {
    const { posts } = readTopic(recordedJson('get-topic-include-raw-as-bot'));

    const byNumber = new Map(posts.map((post) => [post.number, post]));
    expect(byNumber.get(1)?.links).toEqual([]);
    expect(byNumber.get(4)?.links).toEqual([{ url: 'https://example.com/bilder', clicks: 0 }]);
    expect(byNumber.get(4)?.answers).toBe(0);
  });

  test('links of an unknown shape hide no post', () => {
    const post = { ...aPostPayload(), link_counts: [{ address: 'https://example.com' }] };

    expect(readTopic(aTopicAnswer([post])).posts[0]?.links).toEqual([]);
  });

  test.each([
    [{ accepted_answer: { post_number: 3, username: 'nova' } }, [3]],
    [{ accepted_answers: [{ post_number: 2 }, { post_number: 5 }] }, [2, 5]],
    [{ accepted_answer: false }, []],
    [{}, []],
  ])('the places of the solution are read from %j', (said, places) => {
    expect(readTopic({ ...aTopicAnswer([aPostPayload()]), ...said }).solutions).toEqual(places);
  });
});

describe('the words of a reply', () => {
  test('are found in what the plugin was told, and are the bytes themselves otherwise', () => {
    expect(wordsWritten('{"offer":{"raw":"Open the menu."}}')).toBe('Open the menu.');
    expect(wordsWritten('Open the menu.')).toBe('Open the menu.');
  });

  test('are the same with another address of a picture, and not with another word', () => {
    const sent = 'See ![menu](https://example.com/menu.png) for it.\n';
    expect(areSameWords(sent, 'See ![menu](upload://o7FGv.png) for it.')).toBe(true);
    expect(areSameWords(sent, 'See ![menu](upload://o7FGv.png) for that.')).toBe(false);
  });
});
