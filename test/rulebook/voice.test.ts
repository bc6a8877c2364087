import { describe, expect, test } from 'vitest';
import { renderFold } from '../../service/engine/render/render-fold.ts';
import { replyTexts } from '../../service/engine/texts/reply-texts.ts';
import { lintRules } from '../../service/rulebook/checks/lint-rules.ts';
import { parseSite } from '../../service/rulebook/reading/parse-site.ts';
import type { Site } from '../../service/rulebook/site.ts';
import { languagesOfQuietLine, voiceIn } from '../../service/rulebook/voice.ts';
import { aRulebook, ruleText } from '../support/engine-makers.ts';

const both = 'voice: { en: Otter, de: Der Otter }';

function siteOf(text: string): Site {
  const parsed = parseSite('site.yml', text);
  if (!parsed.ok) throw new Error(parsed.problems.map(({ message }) => message).join('\n'));
  return parsed.site;
}

describe('who speaks', () => {
  test.each([
    ['its own language', both, 'de', 'Der Otter'],
    ['the language without the region', both, 'de-at', 'Der Otter'],
    ['a region with words of its own', 'voice: { en: Otter, en-gb: The otter }', 'en-gb', 'The otter'],
    ['English where the language has none, as the line around it', `locale: de\n${both}`, 'es', 'Otter'],
    [
      'the language of the site where nobody speaks English',
      'locale: de\nvoice: { de: Der Otter }',
      'es',
      'Der Otter',
    ],
    ['one text for all', 'voice: Otter', 'de', 'Otter'],
    ['the words built in, in German', '', 'de', 'Waypost, der Wegweiser dieses Forums'],
    ['the words built in, in English', '', 'ja', 'Waypost, the guide of this forum'],
  ])('is told in %s', (_what, text, locale, told) => expect(voiceIn(siteOf(text), locale)).toBe(told));

  test('speaks the language of the line that is left of a reply', () => {
    const told = { site: siteOf(both), locale: 'de', marker: 'abc', because: 'topic_solved' } as const;

    expect(renderFold(told).body).toMatch(/^<small>Der Otter\. /);
  });

  test.each([
    ['voice: 7', 'expected a text, or one for each language'],
    ['voice: {}', 'expected a text, or one for each language'],
    ['voice: ""', 'expected some text here'],
    ['voice: { German: Der Otter }', 'expected a language in small letters'],
    [`voice: { de: ${'x'.repeat(301)} }`, 'expected at most 300 characters'],
  ])('is refused: %s', (text, why) => {
    const parsed = parseSite('site.yml', text);

    expect(parsed.ok ? [] : parsed.problems.map(({ message }) => message).join()).toContain(why);
  });
});

describe('a check', () => {
  const told = (site: string): string[] =>
    lintRules(aRulebook(ruleText(), { 'site.yml': `languages: [en, de]\n${site}` }))
      .map(({ message }) => message)
      .filter((message) => message.includes('`voice`'));

  test('tells that one text stands under guides in two languages', () => {
    expect(told('voice: Otter, our guide')).toEqual([
      '`voice` is one text, so it stands under guides in en and de alike; write one for each: voice: { en: …, de: … }',
    ]);
  });

  test('tells the language that nobody signs in', () => {
    expect(told('voice: { en: Otter }')).toEqual([
      '`voice` is not in de, so guides in de are signed in another language; add `de` to it',
    ]);
  });

  test.each(['', both, 'voice: Otter'])('is content with a name, or with both: %s', (site) =>
    expect(told(site)).toEqual([]),
  );
});

test('the quiet line is written in the languages that are asked for a voice', () => {
  expect(Object.keys(replyTexts)).toEqual(languagesOfQuietLine);
});
