import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { escapeSlot } from '../../../service/engine/render/fill-slots.ts';
import { renderReply } from '../../../service/engine/render/render-reply.ts';
import type { RenderReplyInput } from '../../../service/engine/render/render-reply.ts';
import { resourceId } from '../../../service/model/ids.ts';
import { aRulebook, ruleText } from '../../support/engine-makers.ts';

const body =
  'Hello {{member}}, about **{{ topic }}**: see [the manual](https://docs.example/export).\n\n{{topic}}\n{{member}} {{member}}';
const files = {
  'site.yml':
    'languages: [en, de, fr]\nvoice: { en: "Waypost, the automatic guide of this forum", de: "Waypost, der automatische Wegweiser" }',
  'resources/export-model.md': `---\ntitle: X\nowner: ana\n---\n\n${body}`,
  'resources/export-model.de.md': '---\ntitle: X\n---\n\nHallo {{member}}.',
  'resources/export-model.fr.md': '---\ntitle: X\n---\n\nBonjour {{member}}.',
};
const rulebook = aRulebook(ruleText(), files);
const resource = rulebook.resources.get(resourceId('export-model'));

function render(changes: Partial<RenderReplyInput> = {}): string {
  if (resource === undefined) throw new Error('no resource');
  return renderReply({
    site: rulebook.site,
    resource,
    locale: 'en',
    because: [{ code: 'text_matched' }],
    evidence: [{ part: 'body', phrase: 'export model', start: 0, end: 12 }],
    slots: { member: 'mia', topic: 'My model' },
    marker: 'abc123',
    ...changes,
  });
}

describe('a reply', () => {
  test('is the guide, one quiet line, and the marker', () => {
    expect(render()).toBe(
      [
        'Hello mia, about **My model**: see [the manual](https://docs.example/export).\n\nMy model\nmia mia',
        '<small>Waypost, the automatic guide of this forum. This came because of the words “export model”. To get no more of these, answer “stop sending me these”.</small>',
        '<!-- waypost:abc123 -->',
      ].join('\n\n'),
    );
  });

  test.each([
    [
      'German',
      'de',
      /^Hallo mia\.\n\n<small>Waypost, der automatische Wegweiser\. Anlass: die Worte „export model“\. .*„stopp, keine Wegweiser mehr“\.<\/small>/,
    ],
    ['a regional form', 'de-at', /^Hallo mia\./],
    ['French, with its own word for stop', 'fr', /^Bonjour mia\.[^]*“stop, plus de ces messages”/],
    ['a language the guide does not have', 'ja', /^Hello mia,/],
  ])('speaks %s', (_what, locale, expected) => expect(render({ locale })).toMatch(expected));

  test.each([
    ['first_post', 'it is your first post here'],
    ['stage_was_entered', 'how long you have been part of this forum'],
    ['new_topic', 'what the post is about'],
  ] as const)('says why it came: %s', (code, words) => {
    expect(render({ evidence: [], because: [{ code }] })).toContain(words);
  });
});

/** What is left for Markdown and for Discourse to act on once backslash escapes are taken as letters. */
const active = (text: string): string => text.replace(/\\[!-/:-@[-`{-~]/g, 'x');

describe('what members write, in a reply', () => {
  const markup = /[<>[\]`*_~|\\#!&{}=$^]/g;

  test.each([
    ['a mention', '@admins', '\\@\u2060admins'],
    ['a full-width mention', '＠admins', '＠\u2060admins'],
    ['a category', '#general', '\\#\u2060general'],
    ['an entity', '&#64;admins', '\\&\\#\u206064\\;admins'],
    ['a tag', '<b>x</b>', '\\<b\\>x\\<\\/b\\>'],
    ['BBCode', '[quote]', '\\[quote\\]'],
    ['several lines', 'a\r\n\r\n# b', 'a \\#\u2060 b'],
    ['control and direction signs', 'a\u0000\u202Eb\u200Bc\uFEFFd', 'a bcd'],
    ['a lone half of a pair', 'a\uD800b', 'a\uFFFDb'],
    ['a line separator', 'a\u2028b', 'a b'],
    ['a heap of marks', `a${'\u0301'.repeat(50)}`, `a${'\u0301'.repeat(3)}`],
    ['a very long name', 'a'.repeat(500), 'a'.repeat(200)],
    ['other people’s letters stay', 'Мария 李 مريم', 'Мария 李 مريم'],
    ['a slot of ours', '{{topic}}', '\\{\\{topic\\}\\}'],
    ['a dollar sign is no pattern', '$& $1', '\\$\\& \\$1'],
  ])('%s', (_what, value, safe) => expect(escapeSlot(value)).toBe(safe));

  test.each([
    'https://evil.example/x',
    'http://evil.example',
    'www.evil.example',
    'evil.com',
    'mailto:a@evil.com',
    'ftp://evil.example',
  ])('%s is no link', (address) => {
    const shown = escapeSlot(address);

    expect(shown).not.toMatch(/[\p{L}\p{N}]\\?\.[\p{L}\p{N}]/u);
    expect(shown).not.toMatch(/:\\?\//);
  });

  test('any text gives exactly the mentions, links, tags and marks of the guide itself', () => {
    const nasty = fc.constantFrom(
      '@',
      '@here',
      '[',
      ']',
      '(',
      ')',
      '](http://a.b)',
      '![',
      '<',
      '<b',
      '-->',
      '<!--',
      '`',
      '```',
      '\n',
      '\r',
      '    ',
      '\\',
      '&#64;',
      '[quote]',
      '[poll]',
      '*',
      '_',
      '#',
      '://',
      'www.',
      '.com',
      '{{member}}',
      '$&',
      '\u202e',
      '\u0000',
      '\ud800',
      ':a:',
      '|',
      '~~~',
      '---',
      '===',
      '1. ',
    );
    const value = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 80 }),
      fc.array(nasty, { maxLength: 30 }).map((parts) => parts.join('')),
    );
    const innocent = active(render({ slots: { member: 'x', topic: 'x' } }));

    fc.assert(
      fc.property(value, value, (member, topic) => {
        const reply = render({ slots: { member, topic } });
        const seen = active(reply);
        expect(seen.match(markup)).toEqual(innocent.match(markup));
        expect(seen.split('\n').length).toBe(innocent.split('\n').length);
        expect(reply).not.toMatch(/[@＠]\\?(?!\u2060)/u);
        expect(reply.match(/https?:\/\//g)).toEqual(['https://']);
        expect(reply.match(/<!-- waypost:/g)).toHaveLength(1);
      }),
      { numRuns: 1_000, seed: 11 },
    );
  });
});
