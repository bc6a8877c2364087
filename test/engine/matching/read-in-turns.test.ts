import { expect, test } from 'vitest';
import { readInTurns } from '../../../service/engine/matching/read-in-turns.ts';
import { phrasesOf } from '../../../service/engine/matching/read-post.ts';
import { aRulebook, ruleText } from '../../support/engine-makers.ts';

const aPost = (words: number) => ({
  title: 'A crash',
  raw: `${Array.from({ length: words }, (_, at) => `word${at}`).join(' ')} crashed`,
});
const turnsOf = async (rulebook: ReturnType<typeof aRulebook>, post: ReturnType<typeof aPost> | null) => {
  let turns = 0;
  await readInTurns(rulebook, post, () => Promise.resolve((turns += 1)));
  return turns;
};

test('lets others have their turn again and again while a long post is read, and reads it once', async () => {
  const rulebook = aRulebook(ruleText('text: { language: en, any: [crash] }'));
  const post = aPost(9_000);

  expect(await turnsOf(rulebook, post)).toBeGreaterThan(5);

  expect(await turnsOf(rulebook, post)).toBe(0);
  expect([...phrasesOf(rulebook, post).places.values()].flat()).toHaveLength(2);
});

test('makes nobody wait for a short post, or for none', async () => {
  const rulebook = aRulebook(ruleText('text: { language: en, any: [crash] }'));

  expect(await turnsOf(rulebook, aPost(10))).toBe(0);
  expect(await turnsOf(rulebook, null)).toBe(0);
});
