import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { runCases } from '../../service/engine/cases/run-cases.ts';
import { matchers } from '../../service/engine/triggers/matchers.ts';
import { rulebookVersion } from '../../service/model/ids.ts';
import { loadRulebook } from '../../service/rulebook/load-rulebook.ts';
import { formatProblem } from '../../service/rulebook/problem.ts';
import { triggerNames, triggerRow } from '../../service/rulebook/triggers/triggers.ts';

const guide = '---\ntitle: Exporting\nowner: ana\n---\n\nHello {{member}}, this is how to export.\n';
const stages =
  'stages: [{ id: quiet, when: { silent_for: 30d } }, { id: regular, when: { trust_level: 2 } }, { id: newcomer, when: {} }]';
const readme = await readFile(new URL('../../rules/README.md', import.meta.url), 'utf8');

describe.each(triggerNames)('on: %s', (trigger) => {
  const { example, when, whom, needs } = triggerRow(trigger);

  test('has an example with cases that do as they say', () => {
    expect(problemsOf(trigger, example)).toEqual([]);
  });

  test('has a matcher and its line in rules/README.md', () => {
    expect(matchers[trigger].answers.length).toBeGreaterThan(0);
    expect(readme).toContain(`| \`${trigger}\` | ${when} | ${whom} |`);
  });

  test.each(needs)('asks for `%s`', (key) => {
    const without = example.replace(new RegExp(`^${key}:.*\n`, 'm'), '');

    expect(problemsOf(trigger, without).join('\n')).toContain(`needs \`${key}\` too, such as \`${key}: `);
  });
});

test('a key of another trigger is named with the triggers it belongs to', () => {
  expect(problemsOf('post.created', `badge: 41\n${triggerRow('post.created').example}`)).toEqual([
    'rule.yml:8:8: `on: post.created` does not read `badge`; it belongs to `on: badge.granted`. Take it out, or change `on`',
  ]);
});

test.each([
  ['on: topic.unanswered\nafter: 2 days', /after a time with its unit|expected a time with its unit/],
  ['on: topic.unanswered\nafter: 90d', /expected at most 60d/],
  ['on: badge.granted\nbadge: first-like', /the number of a badge/],
  ['on: event\ntype: Release!\nplace: { topic: 1 }', /what the sender calls it/],
  ['on: event\ntype: a.b\nplace: { category: news }', /arrives with a later version/],
  ['on: event\ntype: a.b\nplace: { topic: 1 }\ndata: { "a b": 1 }', /the name of a field/],
  ['on: topic.unanswred\nafter: 2d', /did you mean "topic.unanswered"/],
  ['on: member.promoted\ntext: { any: [x] }', /is about no post, so it has no `text`/],
  ['on: post.first\nsteps: [{ id: one, offer: x }]', /step "one" would never be seen/],
  ['on: post.first\nas: [card, message]\nsteps: [{ id: one, offer: x, as: reply }]', /would never be seen/],
])('%j is refused in words that help', (lines, expected) => {
  const [on = '', ...rest] = lines.split('\n');

  expect(problemsOf(on.slice('on: '.length), rest.join('\n')).join('\n')).toMatch(expected);
});

function problemsOf(trigger: string, lines: string): string[] {
  const rule = [
    'id: example',
    'goal: People are helped',
    'owner: ana',
    `on: ${trigger}`,
    'offer: export-model',
    `rollout: ${lines.includes('cases:') ? 'live' : 'draft'}`,
    'kind: help',
    lines,
  ].join('\n');
  const loaded = loadRulebook(
    [
      { path: 'rule.yml', text: rule },
      { path: 'resources/export-model.md', text: guide },
      { path: 'stages.yml', text: stages },
      { path: 'site.yml', text: 'calendars: { community: https://calendar.example/community.ics }' },
    ],
    { version: rulebookVersion('v') },
  );
  return (loaded.ok ? runCases(loaded.rulebook) : loaded.problems).map(formatProblem);
}
