import { describe, expect, test } from 'vitest';
import { didYouMean } from '../../../service/rulebook/reading/did-you-mean.ts';
import { lintRules } from '../../../service/rulebook/checks/lint-rules.ts';
import { aRulebook, ruleText } from '../../support/engine-makers.ts';

const lint = (lines: string, files: Record<string, string> = {}): string[] =>
  lintRules(aRulebook(ruleText(lines), files)).map(({ code, message }) => `${code}: ${message}`);

describe('what is allowed and hardly meant', () => {
  test('is not in a rule in order', () => {
    expect(lint('')).toEqual([]);
  });

  test.each([
    [
      'words that are ruled out',
      'text: { any: [export], none: [export, import] }',
      'is under `none` as well',
    ],
    [
      'a word of all that is ruled out',
      'text: { all: [export, stl], none: [stl] }',
      'is under `none` as well',
    ],
    ['no category left', 'where: { category: help, not_category: help }', 'leave no category'],
    ['no group left', 'who: { group: staff, not_group: [staff] }', 'leave no group'],
    ['closed topics', 'where: { topic: { closed: true } }', 'takes no reply'],
    [
      'answered topics, withdrawn when answered',
      'where: { topic: { answered: true } }',
      '`withdraw_when` has `answered`',
    ],
  ])('a rule that can never fire: %s', (_what, lines, why) => {
    expect(lint(lines).join()).toMatch(/^never_fires: this rule can never fire/);
    expect(lint(lines).join()).toContain(why);
  });

  test('a rule that another always precedes', () => {
    const wider = ruleText('priority: 5\ntext: { any: [export, export model] }', 'wider');

    expect(lint('', { 'wider.yml': wider })).toEqual([
      'always_preceded: "wider" (wider.yml) fires on everything that this rule fires on, and goes first; give this one a higher `priority` or words of its own',
    ]);
    expect(lint('priority: 6', { 'wider.yml': wider })).toEqual([]);
    expect(lint('where: { category: help }', { 'wider.yml': wider })).toEqual([]);
    expect(lint('', { 'wider.yml': `${wider}\nholdout: 10%` })).toEqual([]);
  });

  test('a guide that no rule offers', () => {
    expect(lint('', { 'resources/spare.md': '---\ntitle: Spare\nowner: ana\n---\n\nText' }).join()).toMatch(
      /unused_resource: no rule offers the guide "spare"/,
    );
  });
});

test.each([
  ['catgory', ['category', 'tag'], ' (did you mean "category"?)'],
  ['cateogry', ['category', 'tag'], ' (did you mean "category"?)'],
  ['whne', ['where', 'when', 'who'], ' (did you mean "when"?)'],
  ['colour', ['category', 'tag'], ''],
])('%s among %s%s', (written, known, answer) => {
  expect(didYouMean(written, known)).toBe(answer);
});

describe('the words to stop with', () => {
  const short = (site: string): string[] => lint('', { 'site.yml': site });

  test('are told where members could not answer with them', () => {
    expect(
      short('stop_words: { en: [enough, no more of these for me], de: [das ist mir zu viel hier] }'),
    ).toEqual([
      'stop_word_too_short: `stop_words.en`: the first is what members are told to answer with, and "enough" has 6 of the 20 characters that Discourse asks of an answer; put a longer one first, such as "no more of these for me"',
    ]);
  });

  test.each([
    '',
    'stop_words: { ja: [もう送らないでください] }',
    'stop_words: { en: [no more of these for me, stop] }',
  ])('are in order: %s', (site) => expect(short(site)).toEqual([]));
});

describe('a language of the site', () => {
  const inGerman = '---\ntitle: Exportieren\n---\n\nSo geht es.\n';
  const guide = '---\ntitle: More\nowner: ana\n---\n\nMore of it.\n';
  const missing = (files: Record<string, string>): string[] =>
    lintRules(aRulebook(ruleText(), files))
      .filter(({ code }) => code === 'language_missing')
      .map(({ file, message }) => `${file}: ${message}`);

  test('that a guide lacks and most others speak is told at that guide', () => {
    const told = missing({
      'site.yml': 'languages: [en, de]',
      'resources/export-model.de.md': inGerman,
      'resources/more.md': guide,
    });

    expect(told).toEqual([
      'resources/more.md: the guide "more" is not in de, so who reads de gets it in en; write resources/more.de.md',
    ]);
  });

  test('that hardly any guide speaks is told once', () => {
    const others = Object.fromEntries([1, 2, 3, 4].map((number) => [`resources/g${number}.md`, guide]));

    expect(missing({ 'site.yml': 'languages: [en, de]', ...others })).toEqual([
      'site.yml: 5 of 5 guides are not in de: export-model, g1, g2 and 2 more; who reads de gets them in en. Write them, or take de out of `languages`',
    ]);
  });

  test('that all guides speak is not told', () => {
    const files = { 'site.yml': 'languages: [en, de]', 'resources/export-model.de.md': inGerman };

    expect(missing(files)).toEqual([]);
  });

  test('is not asked of a guide whose place another has taken', () => {
    const files = {
      'site.yml': 'languages: [en, de]',
      'resources/export-model.de.md': inGerman,
      'resources/export-model.md': guide.replace('owner: ana', 'owner: ana\nsupersedes: older'),
      'resources/older.md': guide,
    };

    expect(missing(files)).toEqual([]);
  });
});
