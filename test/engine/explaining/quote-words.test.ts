import { describe, expect, test } from 'vitest';
import { assumedInput } from '../../../service/engine/explaining/assumed-input.ts';
import { explain } from '../../../service/engine/explaining/explain.ts';
import { quoteWords } from '../../../service/engine/explaining/quote-words.ts';
import { sayReason } from '../../../service/engine/explaining/say-reason.ts';
import { aRulebook, noon, ruleText } from '../../support/engine-makers.ts';

/** What is said of a post about a rule that asks for these words, with the member's own. */
function told(text: string, raw: string, title = 'A question'): string[] {
  const post = {
    title,
    raw,
    number: 1,
    category: null,
    tags: null,
    trustLevel: 1 as const,
    stage: null,
    postCount: 3,
    groups: [],
  };
  const [one] = explain(assumedInput(aRulebook(ruleText(`text: ${text}`)), post, noon));
  return quoteWords(one?.because ?? [], one?.evidence ?? [], post)
    .filter(({ code }) => code.startsWith('text_'))
    .map((reason) => sayReason(reason, 'en'));
}

describe('the words of a post', () => {
  test.each([
    [
      'in the form that the member wrote',
      '{ any: [export model] }',
      'Exporting *my* Models? No: I exported\nmodels.',
      'The post says “exported models” (in the rule: “export model”).',
    ],
    ['as the rule has them', '{ any: [stl] }', 'My STL is empty', 'The post says “STL”.'],
    [
      'for a pattern',
      "{ any: ['/\\b0x[0-9a-f]{8}\\b/'] }",
      'It says 0xc0ffee00 and stops',
      'The post says “0xc0ffee00” (in the rule: something like /\\b0x[0-9a-f]{8}\\b/).',
    ],
    [
      'near each other',
      '{ near: { words: [export, mesh], within: 6 } }',
      'A mesh that I wanted to export',
      'The post says “mesh … export” (in the rule: “export” within 6 words of “mesh”).',
    ],
    [
      'that rule it out',
      '{ any: [model], none: [import] }',
      'How do I import the model?',
      'The post says “import”, which the rule leaves out.',
    ],
    [
      'that rule it out in another form',
      '{ any: [model], none: [import] }',
      'Importing the model',
      'The post says “Importing”, which the rule leaves out (as “import”).',
    ],
  ])('%s', (_what, text, raw, sentence) => {
    expect(told(text, raw)).toEqual([sentence]);
  });

  test('are looked up in the part where they stand', () => {
    expect(told('{ any: [crash] }', 'It just stops.', 'Crashes on start')).toEqual([
      'The title says “Crashes” (in the rule: “crash”).',
    ]);
  });

  test('are cut where they are long, and stay on one line', () => {
    const [sentence = ''] = told("{ any: ['/start.*end/'] }", `start ${'very '.repeat(60)}end`);

    expect(sentence.length).toBeLessThan(170);
    expect(sentence).toContain('…');
  });

  test('are not said where the text is no longer kept', () => {
    const because = [{ code: 'text_matched', values: { phrase: 'crash', part: 'body' } }] as const;

    expect(quoteWords(because, [{ part: 'body', phrase: 'crash', start: 0, end: 7 }], null)).toEqual(because);
  });
});
