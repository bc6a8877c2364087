import { describe, expect, test } from 'vitest';
import { loadOneRule } from '../../service/rulebook/load-one-rule.ts';
import { loadRulebook } from '../../service/rulebook/load-rulebook.ts';
import { rulebookVersion } from '../../service/model/ids.ts';
import { aRulebook, ruleText } from '../support/engine-makers.ts';

const present = aRulebook(ruleText(), { 'other.yml': ruleText('', 'other') });
const guide = '---\ntitle: Exporting\nowner: ana\n---\n\nHello {{member}}, this is how to export.\n';

/** What the whole folder would say of the same file. */
function ofFolder(text: string) {
  const files = [
    { path: 'rule.yml', text },
    { path: 'resources/export-model.md', text: guide },
  ];
  const loaded = loadRulebook(files, { version: rulebookVersion('test') });
  return loaded.ok ? [] : loaded.problems;
}

describe('one rule among the present ones', () => {
  test('is read in place of itself', () => {
    const loaded = loadOneRule(present, { path: 'rule.yml', text: ruleText('limit: { topic: 2 }') });

    expect(loaded).toMatchObject({ ok: true, rule: { id: 'export-model', limit: { topic: 2 } } });
    expect(loaded.ok && [...loaded.rulebook.rules.keys()]).toEqual(['export-model']);
  });

  test.each([
    ['a key nobody knows', 'wher: { category: x }'],
    ['no such guide', 'offer: export-modle'],
    ['a stage nobody knows', 'who: { stage: newbie }'],
    ['YAML that is none', 'text: { any: [x }'],
    ['cases that contradict', 'cases: { fires: [export model, Export model], silent: [export model, y] }'],
    ['too few cases', 'cases: { fires: [export model] }'],
  ])('has the same faults at the same places as in its folder: %s', (_what, lines) => {
    const text = ruleText(lines);
    const loaded = loadOneRule(present, { path: 'rule.yml', text });

    expect(loaded.ok).toBe(false);
    expect(!loaded.ok && loaded.problems).toEqual(ofFolder(text));
    expect(ofFolder(text).length).toBeGreaterThan(0);
  });

  test('may not take the id of another', () => {
    expect(loadOneRule(present, { path: 'rule.yml', text: ruleText('', 'other') })).toMatchObject({
      ok: false,
      problems: [{ code: 'duplicate_rule', line: 1 }],
    });
  });
});
