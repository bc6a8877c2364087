import { describe, expect, it } from 'vitest';
import { markAll, markEvidence } from '../../service/dashboard/story/mark-evidence.ts';

const find = (raw: string, phrase: string) => {
  const start = raw.indexOf(phrase);
  return { part: 'body' as const, phrase, start, end: start + phrase.length };
};

describe('evidence', () => {
  it('is marked in the post’s own words, whatever a member wrote around it', () => {
    const raw = '<b>Where</b> is the log file?';

    const marked = markEvidence([find(raw, 'log file')], { title: 'Help', raw });

    expect(marked?.text).toContain('&lt;b&gt;Where&lt;/b&gt; is the <mark>log file</mark>?');
  });

  it('is cut out of a long post at words', () => {
    const raw = `${'before '.repeat(60)}the log file${' after'.repeat(60)}`;

    const text = markEvidence([find(raw, 'log file')], { title: '', raw })?.text ?? '';

    expect(text.length).toBeLessThan(400);
    expect(text).toMatch(/>… before .*<mark>log file<\/mark>.* after …</);
  });

  it('says nothing where the text is no longer kept', () => {
    expect(markEvidence([find('log', 'log')], null)).toBeNull();
  });

  it.each([
    [
      'overlapping',
      [
        { start: 0, end: 3 },
        { start: 2, end: 5 },
      ],
      '<mark>abc</mark>def',
    ],
    [
      'out of order',
      [
        { start: 4, end: 5 },
        { start: 0, end: 1 },
      ],
      '<mark>a</mark>bcd<mark>e</mark>f',
    ],
    ['outside the text', [{ start: 4, end: 90 }], 'abcdef'],
    ['empty', [{ start: 2, end: 2 }], 'abcdef'],
  ])('that is %s never breaks the text', (_, places, marked) => {
    const evidence = places.map((place) => ({ part: 'body' as const, phrase: '', ...place }));

    expect(markAll('abcdef', evidence).text).toBe(marked);
  });
});
