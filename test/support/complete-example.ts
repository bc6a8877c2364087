import { runCases } from '../../service/engine/cases/run-cases.ts';
import { rulebookVersion } from '../../service/model/ids.ts';
import { lintRules } from '../../service/rulebook/checks/lint-rules.ts';
import { loadRulebook } from '../../service/rulebook/load-rulebook.ts';
import { overdueReviews } from '../../service/rulebook/checks/overdue-reviews.ts';
import type { Problem } from '../../service/rulebook/problem.ts';
import { triggerNames, triggerRow } from '../../service/rulebook/triggers/triggers.ts';
import { lintSnapshot } from '../../service/rulebook/snapshot/lint-snapshot.ts';

const aRule =
  'id: export-model\ngoal: Members export\nowner: ana\non: post.created\ntext: { any: [export model] }\noffer: export-model';

/** What an example of the documentation stands among: a rule, a guide and stages in order. */
const around: Readonly<Record<string, string>> = {
  'rule.yml': aRule,
  'resources/export-model.md': '---\ntitle: Exporting\nowner: ana\n---\n\nOpen the menu.\n',
  'site.yml':
    'calendars: { community: "https://calendar.example/community.ics" }\ncare:\n  contacts: { en: [{ name: A helpline, reach: day and night }] }\n',
  'resources/talk.md':
    '---\ntitle: Somebody to talk to\nowner: ana\ntone: care\nreviewed_on: 2026-11-01\nreview_every: 90d\napproved: { by: mira, on: 2026-11-02, text: 0q7n082z }\n---\n\nYou do not have to be alone with this.\n',
  'stages.yml':
    'stages:\n  - { id: newcomer, when: { posts: { max: 9 } } }\n  - { id: regular, when: { posts: { min: 10 } } }\n',
};

/** `lines` laid over a YAML text in order: a key that they name takes the place of the one that was there. */
export function layOver(text: string, lines: string): string {
  const keys = new Set([...lines.matchAll(/^([a-z_]+):/gm)].map(([, key]) => key));
  const blocks = text.split(/\n(?=\S)/).filter((block) => !keys.has(/^[a-z_]+/.exec(block)?.[0]));
  return [...blocks, lines].join('\n');
}

/** A rule in order with these lines; without its `text` where their trigger is about no post. */
export function layOverRule(lines: string): string {
  const on = triggerNames.find((name) => name === /^on: (.*)$/m.exec(lines)?.[1]);
  const isTextless = on !== undefined && triggerRow(on).text === 'none';
  const rule = isTextless ? aRule.replace(/\ntext:.*/, '') : aRule;
  // The steps of a sequence offer, the rule itself does not.
  return layOver(/^(steps|rotate):/m.test(lines) ? rule.replace(/\noffer:.*/, '') : rule, lines);
}

/** All that `check` says of files: problems, or else warnings. */
export function checkExample(files: Readonly<Record<string, string>>): Problem[] {
  const all = Object.entries({ ...around, ...files }).map(([path, text]) => ({ path, text }));
  const loaded = loadRulebook(all, { version: rulebookVersion('v') });
  if (!loaded.ok) return loaded.problems;
  const { rulebook } = loaded;
  return [
    ...runCases(rulebook),
    ...loaded.warnings,
    ...lintRules(rulebook),
    ...lintSnapshot(rulebook),
    ...overdueReviews(rulebook, new Date('2026-11-21')),
  ];
}
