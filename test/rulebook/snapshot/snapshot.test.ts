import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { ForumOutline } from '../../../service/model/forum-outline.ts';
import { rulebookVersion } from '../../../service/model/ids.ts';
import { type RuleFile, loadRulebook } from '../../../service/rulebook/load-rulebook.ts';
import { lintSnapshot } from '../../../service/rulebook/snapshot/lint-snapshot.ts';
import { parseSnapshot } from '../../../service/rulebook/snapshot/parse-snapshot.ts';
import { writeSnapshot } from '../../../service/rulebook/snapshot/write-snapshot.ts';
import { layOverRule } from '../../support/complete-example.ts';
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

  const readWith = (lines: string, plugin: ForumOutline['plugin']) =>
    loadRulebook(
      [
        { path: 'forum.yml', text: writeSnapshot({ ...outline, plugin }) },
        { path: 'rule.yml', text: ruleText(lines) },
        { path: 'resources/export-model.md', text: '---\ntitle: X\nowner: ana\n---\n\nText' },
      ],
      { version: rulebookVersion('v') },
    );

  test.each([
    ['as: card', null, '9:5 held while this forum has no Waypost plugin: nothing else shows a card;'],
    [
      'as: [banner, card]',
      null,
      '9:5 held while this forum has no Waypost plugin: nothing else shows a banner or a card;',
    ],
    [
      'as: banner',
      outline.plugin,
      '9:5 held while this forum has a plugin that can only card, reply, message: nothing else shows a banner;',
    ],
  ])('lets a rule with %s stand that the forum cannot show, and warns of it', (lines, plugin, expected) => {
    const loaded = readWith(lines, plugin);

    expect(loaded).toMatchObject({
      ok: true,
      warnings: [{ code: 'channel_not_possible', file: 'rule.yml' }],
    });
    expect(loaded.ok ? loaded.warnings.map((one) => `${one.line}:${one.column} ${one.message}`) : []).toEqual(
      [expect.stringContaining(expected)],
    );
  });

  test('warns of no rule that is heard without the plugin', () => {
    expect(readWith('as: [card, message]', null)).toMatchObject({ ok: true, warnings: [] });
    expect(readWith('as: card', outline.plugin)).toMatchObject({ ok: true, warnings: [] });
  });

  test('warns of a step that would not be seen, and not of a rule whose steps all say where they appear', () => {
    const step = (as: string) =>
      `on: post.first\nas: banner\nsteps: [{ id: first, wait: 1d, offer: export-model, as: ${as} }]`;

    expect(loadSteps(step('message'))).toEqual([]);
    expect(loadSteps(step('banner'))).toEqual(['channel_not_possible']);
  });

  function loadSteps(lines: string): string[] {
    const loaded = loadRulebook(
      [
        { path: 'forum.yml', text: writeSnapshot({ ...outline, plugin: null }) },
        { path: 'rule.yml', text: layOverRule(lines) },
        { path: 'resources/export-model.md', text: '---\ntitle: X\nowner: ana\n---\n\nText' },
      ],
      { version: rulebookVersion('v') },
    );
    return loaded.ok
      ? loaded.warnings.map(({ code }) => code)
      : loaded.problems.map(({ message }) => message);
  }

  test('without the plugin makes no shipped rule faulty', async () => {
    const files: RuleFile[] = [];
    for await (const path of glob('**/*.{yml,md}', { cwd: 'rules' }))
      files.push({ path, text: await readFile(join('rules', path), 'utf8') });
    const bare = writeSnapshot({ ...outline, plugin: null, tags: [], groups: [] });

    const loaded = loadRulebook([...files, { path: 'forum.yml', text: bare }], {
      version: rulebookVersion('v'),
    });

    expect(loaded).toMatchObject({ ok: true });
    expect(loaded.ok ? loaded.warnings.map(({ code, file }) => `${file} ${code}`) : []).toContain(
      'questions/secret-in-a-post.yml channel_not_possible',
    );
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
    const visit = `id: workshop
goal: People find the workshop
owner: ana
on: category.first_visited
as: message
where: { category: beginners }
offer: export-model
rollout: live
cases:
  fires: [{ category: beginners }, { category: beginners, trust_level: 2 }]
  silent: [{ category: news, because: where.category }, { category: support }]`;
    expect(lintSnapshot(aRulebook(visit, plain)).map(({ code }) => code)).toEqual(['rarely_known']);
    expect(lintSnapshot(aRulebook(visit, { 'forum.yml': writeSnapshot(outline) }))).toEqual([]);
  });

  test('with faults of its own is told of like any file', () => {
    const loaded = loadRulebook([{ path: 'forum.yml', text: 'forum: x\ncategorys: []' }], {
      version: rulebookVersion('v'),
    });
    expect(loaded.ok ? [] : loaded.problems.map(({ code }) => code)).toContain('unknown_key');
  });
});
