import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { plainText } from '../../../service/engine/matching/plain-text.ts';

const squeezed = (raw: string): string => plainText(raw).replace(/\s+/g, ' ').trim();

describe('the member’s own words', () => {
  test.each([
    ['plain words stay', 'How do I export?', 'How do I export?'],
    ['a fence goes', 'a\n```js\nexport model\n```\nb', 'a b'],
    ['a fence of tildes goes', 'a\n~~~\nexport\n~~~\nb', 'a b'],
    ['a shorter fence does not close a longer one', 'a\n````\nx\n```\ny\n````\nb', 'a b'],
    ['a fence that is never closed takes the rest', 'a\n```\nexport model', 'a'],
    ['three backticks within a line are a span', 'a ```x``` b', 'a b'],
    ['inline code goes', 'call `export()` now', 'call now'],
    ['double backticks go', 'call ``a ` b`` now', 'call now'],
    ['a lone backtick stays', 'a ` b', 'a ` b'],
    ['spans do not cross paragraphs', 'a ` b\n\nc ` d', 'a ` b c ` d'],
    ['indented code goes', 'a\n\n    export model\n\nb', 'a b'],
    ['an indented line of a list stays', '- a\n\n    b', '- a b'],
    ['an indented line of a paragraph stays', 'a\n    b', 'a b'],
    ['a quote line goes', '> export\n\nmine', 'mine'],
    ['a Discourse quote goes', '[quote="ben, post:1, topic:2"]\nexport model\n[/quote]\nmine', 'mine'],
    ['nested quotes go', '[quote]a[quote]b[/quote]c[/quote]mine', 'mine'],
    ['a quote that is never closed goes alone', '[quote] mine', 'mine'],
    ['BBCode code goes', '[code]export[/code] mine', 'mine'],
    ['words in brackets stay', '[solved] export', '[solved] export'],
    ['details keep their content', '[details="More"]mine[/details]', 'mine'],
    ['a link keeps its text', 'see [the manual](https://x.example/export) now', 'see [the manual] now'],
    ['a link with a bracket inside', 'see [it](/a_(b)) now', 'see [it] now'],
    ['an image goes with its text', 'see ![export model](a.png) now', 'see now'],
    ['an address goes', 'at https://x.example/export?a=b now', 'at now'],
    ['an address without scheme goes', 'at www.example.com/export now', 'at now'],
    ['a mail address goes', 'write export@example.com now', 'write now'],
    ['a mention goes', 'thanks @export-model now', 'thanks now'],
    ['an emoji code goes', 'ok :export: now', 'ok now'],
    ['a time stays', 'at 10:30:20 today', 'at 10:30:20 today'],
    ['tags go, their content stays', 'a <b class="export">bold</b> c', 'a bold c'],
    ['pre goes with its content', 'a <pre>export</pre> b', 'a b'],
    ['a comment goes', 'a <!-- export --> b', 'a b'],
    ['a comment that is never closed takes the rest', 'a <!-- export', 'a'],
    ['less than is not a tag', 'a < b and c > d', 'a < b and c > d'],
  ])('%s', (_what, raw, own) => expect(squeezed(raw)).toBe(own));

  test('any text keeps its length, its lines and the place of what stays', () => {
    const piece = fc.constantFrom(
      '[quote]',
      '[/quote]',
      '```',
      '`',
      '\n',
      '    ',
      '> ',
      '<!--',
      '-->',
      '](',
      ')',
      '![',
      '<b>',
      '@a',
      ':a:',
      'https://x',
      'word ',
      '👋',
      '\ud800',
    );
    const raw = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(piece, { maxLength: 30 }).map((parts) => parts.join('')),
    );

    fc.assert(
      fc.property(raw, (text) => {
        const plain = plainText(text);
        expect(plain.length).toBe(text.length);
        for (let at = 0; at < text.length; at += 1)
          expect([text[at], text[at] === '\n' ? '\n' : ' ']).toContain(plain[at]);
      }),
      { numRuns: 500, seed: 3 },
    );
  });

  test.each([
    '[quote',
    '[quote]',
    '[/quote]',
    '![',
    '](',
    '](a',
    '<b',
    '<',
    '<!--',
    '`',
    '` ``',
    ':a',
    '@',
    'a@',
    'a.',
    '`\n\n',
    '> ',
    '[quote][code]',
    '    \n',
    'https://',
    '(((',
    ']((',
  ])('thirty thousand times %j ends', (piece) => {
    const raw = piece.repeat(30_000);

    expect(plainText(raw).length).toBe(raw.length);
  });

  test('a line of backticks that is no fence ends', () => {
    const raw = `${'`'.repeat(300_000)}x\``;

    expect(plainText(raw)).toBe(raw);
  });
});
