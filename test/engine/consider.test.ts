import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { consider, considerRule, foundIn } from '../../service/engine/consider.ts';
import type { LocalFacts } from '../../service/engine/consider.ts';
import { memberId, stageId } from '../../service/model/ids.ts';
import type { PostCreated, PostEdited, StageEntered } from '../../service/model/event.ts';
import type { Post } from '../../service/model/post.ts';
import {
  aPost,
  aPostCreated,
  aRulebook,
  forum,
  localFacts,
  noon,
  notKnown,
  ruleText,
  said,
} from '../support/engine-makers.ts';

const isConsidered = (
  rule: string,
  post: Partial<Post> = {},
  local: Partial<LocalFacts> = {},
  event: Partial<PostCreated> = {},
): boolean => consider(aRulebook(ruleText(rule)), aPostCreated(post, event), localFacts(local)).length > 0;

describe('words and phrases', () => {
  test.each([
    ['in the text', 'any: [export model]', 'A', 'How do I export model files?', true],
    ['in the title', 'any: [export model]', 'Export model', 'see title', true],
    ['in capitals', 'any: [Export MODEL]', 'A', 'how to EXPORT model', true],
    ['with a hyphen between', 'any: [export model]', 'A', 'the export-model button', true],
    ['over a line break', 'any: [export model]', 'A', 'I want to export\nmodel files', true],
    ['in bold', 'any: [export model]', 'A', 'I **export** model files', true],
    [
      'not over the end of a sentence',
      'any: [export model]',
      'A',
      'I like the export. Model files are big.',
      false,
    ],
    ['not over a paragraph', 'any: [export model]', 'A', 'I like export\n\nmodel files', false],
    ['not over list items', 'any: [export model]', 'A', '- export\n- model', false],
    ['not over masked code', 'any: [export model]', 'A', 'export `something` model', false],
    ['not with a word between', 'any: [export model]', 'A', 'export the model', false],
    ['not inside a word', 'any: [port]', 'A', 'export', false],
    ['in another form', 'any: [model]', 'A', 'models', true],
    ['not in code', 'any: [export model]', 'A', '`export model`', false],
    ['not in a quote', 'any: [export model]', 'A', '[quote]export model[/quote] thanks', false],
    ['not with what the rule leaves out', 'any: [export], none: [import]', 'A', 'export or import', false],
    [
      'not with what the rule leaves out in the title',
      'any: [export], none: [import]',
      'Import',
      'export',
      false,
    ],
    ['left-out words in code do not count', 'any: [export], none: [import]', 'A', 'export `import x`', true],
    ['all of them', 'all: [export, mesh]', 'Mesh', 'export', true],
    ['not when one is missing', 'all: [export, mesh]', 'A', 'export', false],
    ['title words in the title', 'title: [export]', 'Export', 'x', true],
    ['not title words in the text', 'title: [export]', 'A', 'export', false],
    ['any and title both', 'any: [mesh], title: [export]', 'Export', 'mesh', true],
    ['not any without title', 'any: [mesh], title: [export]', 'A', 'export mesh', false],
    ['a longer phrase beside a shorter', 'all: [export, export model]', 'A', 'export model', true],
    ['C++ but not C', 'any: [C++]', 'A', 'I write C code', false],
    ['C++', 'any: [C++]', 'A', 'I write C++ code', true],
    ['Chinese inside a sentence', 'any: [导出模型]', 'A', '请问如何导出模型文件', true],
    ['not Chinese in another order', 'any: [导出模型]', 'A', '模型导出', false],
    ['Japanese', 'any: [エクスポート]', 'A', 'モデルをエクスポートしたい', true],
    ['Thai', 'any: [ส่งออก]', 'A', 'ฉันจะส่งออกโมเดลอย่างไร', true],
    ['Korean with an ending', 'any: [모델]', 'A', '모델을 내보내기', true],
    ['Russian in capitals', 'any: [экспорт модели]', 'A', 'ЭКСПОРТ МОДЕЛИ', true],
    ['German in capitals', 'any: [straße]', 'A', 'STRASSE', true],
    ['decomposed accents', 'any: [résumé]', 'A', 're\u0301sume\u0301', true],
  ])('%s', (_what, text, title, raw, expected) => {
    expect(isConsidered(`text: { ${text} }`, { title, raw })).toBe(expected);
  });

  test('tells where in the member’s own text the words stand', () => {
    const raw = '👋 `code` how do I Export\nmodel files?';

    const [considered] = consider(aRulebook(), aPostCreated({ raw, title: 'Export model' }), localFacts());

    expect(
      considered?.evidence.map(({ part, start, end }) => [
        part,
        (part === 'title' ? 'Export model' : raw).slice(start, end),
      ]),
    ).toEqual([
      ['title', 'Export model'],
      ['body', 'Export\nmodel'],
    ]);
    expect(considered?.because.map(({ code }) => code)).toEqual(['new_post', 'text_matched']);
  });
});

describe('triggers and scope', () => {
  const opening = { number: 1 };
  const answer = { number: 3 };
  test.each([
    ['post.created fires on an answer', '', answer, {}, {}, true],
    ['topic.created fires on the opening post', 'on: topic.created', opening, {}, {}, true],
    ['topic.created is silent on an answer', 'on: topic.created', answer, {}, {}, false],
    ['post.edited is silent on a new post', 'on: post.edited', opening, {}, {}, false],
    ['post.first fires on the first', 'on: post.first', {}, { postCount: said(1) }, {}, true],
    ['post.first is silent on the second', 'on: post.first', {}, { postCount: said(2) }, {}, false],
    [
      'post.first is asked again where the count is unknown',
      'on: post.first',
      {},
      { postCount: notKnown },
      {},
      true,
    ],
    [
      'post.first is silent at trust level 2 though the count is unknown',
      'on: post.first',
      {},
      { postCount: notKnown },
      { authorTrustLevel: 2 as const },
      false,
    ],
    ['a category above counts', 'where: { category: support }', {}, {}, {}, true],
    [
      'a category above does not count when exact',
      'where: { category: support, exact: true }',
      {},
      {},
      {},
      false,
    ],
    ['its own category counts when exact', 'where: { category: beginners, exact: true }', {}, {}, {}, true],
    ['another category is silent', 'where: { category: lounge }', {}, {}, {}, false],
    [
      'an unknown category is asked again',
      'where: { category: lounge }',
      {},
      { categorySlugs: notKnown },
      {},
      true,
    ],
    ['a category that is left out', 'where: { not_category: support }', {}, {}, {}, false],
    ['one of the tags', 'where: { tag: [import, export] }', {}, {}, {}, true],
    ['none of the tags', 'where: { tag: import }', {}, {}, {}, false],
    ['a tag that is left out', 'where: { not_tag: export }', {}, {}, {}, false],
    ['opening posts only', 'where: { opening_post: true }', answer, {}, {}, false],
    ['answers only', 'where: { opening_post: false }', answer, {}, {}, true],
    ['a draft does nothing', 'rollout: draft', {}, {}, {}, false],
  ])('%s', (_what, rule, post, local, event, expected) => {
    expect(isConsidered(rule, post, local, event)).toBe(expected);
  });

  test('post.edited fires on an edit alone', () => {
    const edited: PostEdited = { ...aPostCreated(), kind: 'post.edited' };

    expect(consider(aRulebook(ruleText('on: post.edited')), edited, localFacts())).toHaveLength(1);
    expect(consider(aRulebook(), edited, localFacts())).toHaveLength(0);
  });

  test('a category that site.yml ignores is silent for every rule', () => {
    const rulebook = aRulebook(ruleText(), { 'site.yml': 'ignore_categories: support' });

    expect(consider(rulebook, aPostCreated(), localFacts())).toEqual([]);
  });

  test('stage.entered fires for its stage, with or without a post', () => {
    const rulebook = aRulebook(ruleText('on: stage.entered\nwho: { stage: regular }'), {
      'stages.yml': 'stages: [{ id: regular, when: { posts: { min: 5 } } }, { id: newcomer, when: {} }]',
    });
    const entered = (stage: string, post: Post | null): StageEntered => ({
      kind: 'stage.entered',
      forum,
      logicalKey: 'k',
      occurredAt: noon,
      source: 'sweep',
      memberId: memberId(7),
      stage: stageId(stage),
      previous: null,
      because: { code: 'stage_condition_met' },
      post,
    });

    expect(consider(rulebook, entered('regular', null), localFacts())).toHaveLength(1);
    expect(consider(rulebook, entered('regular', aPost()), localFacts())).toHaveLength(1);
    expect(consider(rulebook, entered('newcomer', aPost()), localFacts())).toHaveLength(0);
  });

  test('a thousand rules whose words do not occur are not even looked at', () => {
    const files = Object.fromEntries(
      Array.from({ length: 1_000 }, (_, index) => [
        `r${index}.yml`,
        ruleText(`text: { any: [never${index} said] }`, `r-${index}`),
      ]),
    );
    const rulebook = aRulebook(ruleText(), files);

    expect(rulebook.index.withoutTerm.size).toBe(0);
    expect(consider(rulebook, aPostCreated(), localFacts()).map(({ rule }) => rule.id)).toEqual([
      'export-model',
    ]);
  });
});

describe('what is looked for by index', () => {
  const word = fc.constantFrom('export', 'model', 'crash', 'log file', 'segment');
  const words = fc.uniqueArray(word, { maxLength: 2 });
  const someText = fc
    .record({ any: words, all: words, title: words, none: words })
    .map(({ none, ...asked }) => {
      const wanted = Object.values(asked).flat();
      const lists = { ...asked, none: none.filter((one) => !wanted.includes(one)) };
      const written = Object.entries(lists).filter(([, list]) => list.length > 0);
      return wanted.length === 0 ? '' : `text: ${JSON.stringify(Object.fromEntries(written))}\n`;
    });
  const someWhere = fc.constantFrom(
    '',
    'where: { category: support }\n',
    'where: { not_category: support }\n',
    'where: { tag: [mac] }\n',
    'where: { not_tag: [mac], opening_post: true }\n',
  );
  const someTrigger = fc.constantFrom('post.created', 'post.first', 'topic.created', 'post.edited');
  const someRule = fc.record({ text: someText, where: someWhere, on: someTrigger });
  const somePost = fc.record({
    title: fc.array(word, { maxLength: 2 }).map((all) => all.join('. ')),
    raw: fc.array(word, { maxLength: 6 }).map((all) => all.join('. ')),
    number: fc.constantFrom(1, 2),
  });
  const someLocal = fc.record({
    categorySlugs: fc.constantFrom(said(['support']), said(['news', 'support']), said(['news']), notKnown),
    tags: fc.constantFrom(said([]), said(['mac']), notKnown),
  });

  test('is what every rule says when it is asked by itself, with the same evidence and reasons', () => {
    fc.assert(
      fc.property(
        fc.array(someRule, { minLength: 1, maxLength: 6 }),
        fc.array(fc.tuple(somePost, someLocal), { minLength: 1, maxLength: 4 }),
        (rules, posts) => {
          const [first = '', ...rest] = rules.map(({ text, where, on }, at) =>
            ruleText(`on: ${on}\n${text}${where}who: { trust_level: { max: 2 } }`, `r-${at}`).replace(
              /^text: \{ any: .*$/m,
              '',
            ),
          );
          const rulebook = aRulebook(
            first,
            Object.fromEntries(rest.map((file, at) => [`rest-${at}.yml`, file])),
          );
          for (const [post, known] of posts) {
            const event = aPostCreated(post);
            const local = localFacts(known);
            const found = foundIn(rulebook, event);
            const asked = [...rulebook.rules.values()].flatMap((rule) => {
              const look = considerRule({ rulebook, rule, event, local, found });
              return 'considered' in look ? [look.considered] : [];
            });
            const byId = new Map(asked.map((one) => [one.rule.id, one]));
            const considered = consider(rulebook, event, local);

            expect(considered.map(({ rule }) => rule.id).toSorted()).toEqual([...byId.keys()].toSorted());
            for (const { rule, evidence, because } of considered)
              expect({ rule, evidence, because }).toEqual(byId.get(rule.id));
          }
        },
      ),
      { numRuns: 150 },
    );
  });
});
