import { expect, test } from 'vitest';
import { phrasesOf, readAhead } from '../../../service/engine/matching/read-post.ts';
import { aRulebook, ruleText } from '../../support/engine-makers.ts';

const rulebook = () =>
  aRulebook(ruleText('text: { language: en, any: [crash, export model], code: [exit] }'));
const aLongPost = (): string =>
  `${Array.from({ length: 9_000 }, (_, at) => `word${at}`).join(' ')} crashed, exports models \`exit\``;

test('a short post is read in one go', () => {
  expect([...readAhead(rulebook(), { title: 'A', raw: 'it crashed' })]).toHaveLength(0);
});

test('a long one is met in stretches, with room for others between any two', () => {
  expect([...readAhead(rulebook(), { title: 'A', raw: aLongPost() })].length).toBeGreaterThan(10);
});

test('meeting its words beforehand changes no answer', () => {
  const post = { title: 'A crash', raw: aLongPost() };
  const [met, unmet] = [rulebook(), rulebook()];
  expect([...readAhead(met, post)].length).toBeGreaterThan(0);

  const answers = [met, unmet].map((one) => [...phrasesOf(one, post).places.values()]);

  expect(answers[0]).toEqual(answers[1]);
  expect(answers[0]?.flat().map(({ phrase }) => phrase)).toEqual(['crash', 'crash', 'export model', 'exit']);
});
