import { expect, test } from 'vitest';
import { replyTextsIn, whyItCame } from '../../../service/engine/render/why-it-came.ts';

const why = (...phrases: string[]): string =>
  whyItCame(
    replyTextsIn('en'),
    { because: [], evidence: phrases.map((phrase) => ({ part: 'body', phrase, start: 0, end: 9 })) },
    (words) => words,
  );

test.each([
  ['a phrase', ['export model'], 'This came because of the words “export model”.'],
  ['a word that is to stand as it is', ['"crashed"'], 'This came because of the words “crashed”.'],
  ['words near each other', ['export … mesh (6)'], 'This came because of the words “export … mesh”.'],
  ['a pattern beside words', ['/a.b/', 'export'], 'This came because of the words “export”.'],
  ['a pattern alone', ['/a.b/'], 'This came because of what the post is about.'],
])('why a guide came for %s', (_what, phrases, sentence) => {
  expect(why(...phrases)).toBe(sentence);
});
