import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { renderReply } from '../../service/engine/render/render-reply.ts';
import { runCases } from '../../service/engine/cases/run-cases.ts';
import { detectLanguage } from '../../service/engine/matching/detect-language.ts';
import { consider } from '../../service/engine/consider.ts';
import { plainText } from '../../service/engine/matching/plain-text.ts';
import { resourceId, rulebookVersion } from '../../service/model/ids.ts';
import { readRuleFiles } from '../../service/rule-files/read-rule-files.ts';
import { loadRulebook } from '../../service/rulebook/load-rulebook.ts';
import type { RuleFile } from '../../service/rulebook/load-rulebook.ts';
import { formatProblem } from '../../service/rulebook/problem.ts';
import { aPostCreated, aRulebook, localFacts, rulebookOf, ruleText, said } from '../support/engine-makers.ts';

const folder = new URL('../../rules', import.meta.url).pathname;
const { files, problems } = await readRuleFiles(folder);
const rulebook = rulebookOf(files);
const guides = [...rulebook.resources.values()].flatMap((resource) =>
  [...resource.variants.values()].map((variant) => ({ resource, variant, file: variant.file })),
);

describe('the starter pack', () => {
  test('is in order, and its cases do as they say', () => {
    expect(problems).toEqual([]);
    const loaded = loadRulebook(files, { version: rulebookVersion('v') });
    expect(loaded.ok && loaded.warnings).toEqual([]);
    expect(runCases(rulebook).map(formatProblem)).toEqual([]);
  });

  test('has thirty rules or more over questions, journey, moments and care, each with an owner and a review date', () => {
    expect(rulebook.rules.size).toBeGreaterThanOrEqual(30);
    const folders = new Set([...rulebook.rules.values()].map(({ file }) => file.split('/')[0]));
    expect(folders).toEqual(new Set(['care', 'journey', 'moments', 'questions']));
    for (const rule of rulebook.rules.values()) expect(rule.reviewDueAt).not.toBeNull();
    for (const resource of rulebook.resources.values())
      expect([resource.id, resource.owner, resource.reviewDueAt === null]).toEqual([
        resource.id,
        'moderators',
        false,
      ]);
  });

  test('site.yml writes out the defaults', () => {
    const written = rulebook.site;
    const bare = aRulebook(ruleText()).site;

    expect(written.caps).toEqual(bare.caps);
    expect(written.locale).toBe(bare.locale);
  });

  test('every offered guide speaks English and German, and those that everybody meets Spanish and Japanese too', () => {
    for (const rule of rulebook.rules.values()) {
      expect([rule.id, [...(rulebook.resources.get(rule.offer)?.variants.keys() ?? [])]]).toEqual([
        rule.id,
        expect.arrayContaining(['de', 'en']),
      ]);
    }
    expect([...(rulebook.resources.get(resourceId('welcome'))?.variants.keys() ?? [])].toSorted()).toEqual([
      'de',
      'en',
      'es',
      'ja',
    ]);
  });

  test.each(guides)('$file is short, in its language, quiet', ({ resource, variant }) => {
    expect(detectLanguage(plainText(variant.body), rulebook.site.languages)).toBe(variant.locale);
    expect(plainText(variant.body)).not.toMatch(/!|oops|sorry|simply|just\b/i);

    const reply = renderReply({
      site: rulebook.site,
      resource,
      locale: variant.locale,
      because: [],
      evidence: [],
      slots: { member: 'mia', topic: 'T' },
      marker: 'm',
    });
    expect(reply).not.toContain('{{');
    expect(reply.endsWith('<!-- waypost:m -->')).toBe(true);
  });

  test.each([
    ['How do I change the export path in my project?'],
    ['Thanks, that solved it.'],
    ['Guten Morgen zusammen, hier ist mein neues Projekt.'],
    ['The build is green again after the update.'],
    ['My password manager supports this forum.'],
    ['What is the best block of code you have written?'],
  ])('stays silent on %j', (raw) => {
    expect(
      consider(rulebook, aPostCreated({ raw, title: 'A thought' }), localFacts({ postCount: said(30) })),
    ).toEqual([]);
  });
});

describe('rules/README.md', async () => {
  const readme = await readFile(`${folder}/README.md`, 'utf8');
  const examples = [...readme.matchAll(/^```(yaml|markdown)\n([^]*?)\n```$/gm)].map(([, kind, text]) => ({
    kind,
    text: text ?? '',
  }));
  const guide = examples.find(({ kind }) => kind === 'markdown')?.text ?? '';
  const careGuide = examples.filter(({ kind }) => kind === 'markdown')[1]?.text ?? '';
  const ofText = examples.find(({ text }) => text.startsWith('text:'))?.text ?? 'missing';
  const rules = examples.filter(({ kind, text }) => kind === 'yaml' && text.startsWith('id:'));

  const calendars = 'calendars: { community: https://calendar.example/community.ics }';
  const contacts = 'care: { contacts: { en: { name: A helpline, reach: day and night } } }';

  /** Each example on its own: the stages and the guide around it are the real ones. */
  function load(extra: RuleFile[]): string[] {
    const around = [
      { path: 'resources/install-on-linux.md', text: guide },
      { path: 'resources/ask-a-good-question.md', text: guide },
      { path: 'resources/somebody-to-talk-to.md', text: careGuide },
      { path: 'site.yml', text: `${calendars}\n${contacts}` },
      { path: 'stages.yml', text: files.find(({ path }) => path === 'stages.yml')?.text ?? '' },
    ].filter(({ path }) => !extra.some((file) => file.path === path));
    const loaded = loadRulebook([...around, ...extra], { version: rulebookVersion('v') });
    return (loaded.ok ? runCases(loaded.rulebook) : loaded.problems).map(formatProblem);
  }

  test('has examples of every kind of file', () => {
    expect(rules.length).toBeGreaterThanOrEqual(3);
    expect(examples.length).toBe(rules.length + 6);
  });

  test('the first rule is in order with the cases of the step after it, and without them only as a draft', () => {
    const first = rules[0]?.text ?? 'missing';
    const cases = examples.find(({ text }) => text.startsWith('rollout: shadow\ncases:'))?.text ?? 'missing';

    expect(load([{ path: 'rule.yml', text: first.replace('rollout: draft', cases) }])).toEqual([]);
    expect(load([{ path: 'rule.yml', text: first.replace('draft', 'shadow') }]).join()).toMatch(/cases/);
  });

  test('its first ten minutes come before everything that is there to look things up', () => {
    const [firstMinutes = ''] = readme.split(/^## To look things up$/m);

    expect(firstMinutes.match(/^## .*$/gm)).toEqual([
      '## 1. Write the guide',
      '## 2. Write the rule',
      '## 3. Show what it must do',
      '## 4. Let it climb',
    ]);
    expect(firstMinutes.split(/\s+/).length).toBeLessThan(700);
  });

  test('every link within it leads to a chapter', () => {
    const chapters = [...readme.matchAll(/^##+ (.*)$/gm)].map(([, title = '']) =>
      title
        .toLowerCase()
        .replace(/[^\w -]/g, '')
        .replaceAll(' ', '-'),
    );
    const links = [...readme.matchAll(/\]\(#([^)]+)\)/g)].map(([, to = '']) => to);

    expect(links.length).toBeGreaterThan(10);
    expect(links.filter((to) => !chapters.includes(to))).toEqual([]);
  });

  test('the example of every way to ask for words is in order', () => {
    const rule = `id: x\ngoal: x\nowner: x\non: post.created\noffer: install-on-linux\n${ofText}`;

    expect(load([{ path: 'rule.yml', text: rule }])).toEqual([]);
  });

  test.each(rules.map(({ text }, index) => ({ index, text })))(
    'example rule $index is in order',
    ({ text }) => {
      expect(load([{ path: 'rule.yml', text }])).toEqual([]);
    },
  );

  test('the example of site.yml and of stages.yml are in order', () => {
    const site = examples.find(({ text }) => text.startsWith('locale:'))?.text ?? 'missing';
    const stages = examples.find(({ text }) => text.startsWith('stages:'))?.text ?? 'missing';

    expect(load([{ path: 'site.yml', text: site }])).toEqual([]);
    expect(load([{ path: 'stages.yml', text: stages }])).toEqual([]);
  });

  test('names every key that a rule, the site and a stage may have', () => {
    for (const path of ['rule.yml', 'site.yml', 'stages.yml', 'resources/x.md']) {
      const text = path === 'stages.yml' ? 'stages: [{ id: a, when: { zzz: 1 } }]' : 'zzz: 1';
      const asked = load([{ path, text: path.endsWith('.md') ? `---\n${text}\n---\n\nx` : text }]).join('\n');
      const keys = /unknown key "zzz"; known: (.*)/.exec(asked)?.[1]?.split(', ') ?? [];
      expect(keys.length).toBeGreaterThan(3);
      for (const key of keys) expect(readme).toContain(key);
    }
  });
});
