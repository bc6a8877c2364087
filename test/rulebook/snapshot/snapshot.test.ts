import { describe, expect, test } from 'vitest';
import type { ForumOutline } from '../../../service/model/forum-outline.ts';
import { rulebookVersion } from '../../../service/model/ids.ts';
import { loadRulebook } from '../../../service/rulebook/load-rulebook.ts';
import { lintSnapshot } from '../../../service/rulebook/snapshot/lint-snapshot.ts';
import { parseSnapshot } from '../../../service/rulebook/snapshot/parse-snapshot.ts';
import { writeSnapshot } from '../../../service/rulebook/snapshot/write-snapshot.ts';
import { aRulebook, ruleText } from '../../support/engine-makers.ts';

const outline: ForumOutline = {
  address: 'https://forum.example/talk',
  takenAt: new Date('2026-11-21'),
  categories: [
    { slug: 'support', below: null, open: true },
    { slug: 'beginners', below: 'support', open: true },
    { slug: '日本語', below: null, open: false },
    { slug: '404', below: null, open: true },
  ],
  tags: ['export', 'c++', 'true', '3d'],
  groups: ['staff', 'trust_level_0'],
  plugin: { version: '1.0.0', channels: ['card', 'reply', 'message'] },
};

/** Problems of a rule with these lines, beside a snapshot; with code and place. */
function faults(lines: string, changes: Partial<ForumOutline> = {}): string[] {
  const loaded = loadRulebook(
    [
      { path: 'forum.yml', text: writeSnapshot({ ...outline, ...changes }) },
      { path: 'rule.yml', text: ruleText(lines) },
      { path: 'resources/export-model.md', text: '---\ntitle: X\nowner: ana\n---\n\nText' },
    ],
    { version: rulebookVersion('v') },
  );
  return loaded.ok
    ? []
    : loaded.problems.map(({ code, line, column, message }) => `${line}:${column} ${code} ${message}`);
}

describe('a snapshot of the forum', () => {
  test('reads as it was written', () => {
    expect(parseSnapshot(writeSnapshot(outline))).toEqual({ ok: true, outline });
    const bare = { ...outline, tags: null, groups: null, plugin: null, categories: [] };
    expect(parseSnapshot(writeSnapshot(bare))).toEqual({ ok: true, outline: bare });
    expect(writeSnapshot(bare)).toContain('# tags: could not be read');
  });

  test('finds nothing wrong with what is there', () => {
    expect(
      faults('where: { category: [support, "404"], tag: Export, not_tag: c++ }\nwho: { not_group: staff }'),
    ).toEqual([]);
  });

  test.each([
    [
      'where: { category: [support, beginers] }',
      '9:30 unknown_category unknown category "beginers" (did you mean "beginners"?); the forum has support, beginners',
    ],
    ['where: { not_category: x }', '9:24 unknown_category'],
    ['where: { tag: exprt }', '9:15 unknown_tag unknown tag "exprt" (did you mean "export"?)'],
    ['who: { group: stuff }', '9:15 unknown_group unknown group "stuff" (did you mean "staff"?)'],
  ])('%s', (lines, expected) => {
    expect(faults(lines)).toEqual([expect.stringContaining(expected)]);
  });

  test('holds rules to nothing that could not be read', () => {
    expect(faults('where: { tag: exprt }\nwho: { group: stuff }', { tags: null, groups: null })).toEqual([]);
  });

  test('says once what it leaves open, and which facts are rare', () => {
    const without = aRulebook(ruleText('where: { category: support, tag: export }'));
    expect(lintSnapshot(without)).toEqual([
      {
        file: 'forum.yml',
        line: 1,
        column: 1,
        code: 'not_checked',
        message: 'categories, tags: not checked; run `waypost snapshot` to write down what the forum has',
      },
    ]);
    expect(lintSnapshot(aRulebook(ruleText('')))).toEqual([]);
    const locale = ruleText('who: { locale: de }');
    const plain = { 'forum.yml': writeSnapshot({ ...outline, plugin: null }) };
    expect(lintSnapshot(aRulebook(locale, plain)).map(({ code }) => code)).toEqual(['rarely_known']);
    expect(lintSnapshot(aRulebook(locale, { 'forum.yml': writeSnapshot(outline) }))).toEqual([]);
  });

  test('with faults of its own is told of like any file', () => {
    const loaded = loadRulebook([{ path: 'forum.yml', text: 'forum: x\ncategorys: []' }], {
      version: rulebookVersion('v'),
    });
    expect(loaded.ok ? [] : loaded.problems.map(({ code }) => code)).toContain('unknown_key');
  });
});
