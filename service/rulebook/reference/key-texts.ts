import type { KeyText, KeyTexts } from './key-text.ts';
import { keysOfGuides } from './keys-of-guides.ts';
import { keysOfRules } from './keys-of-rules.ts';
import { keysOfSites } from './keys-of-sites.ts';
import { keysOfStages } from './keys-of-stages.ts';
import { keysOfTextsAndCases } from './keys-of-texts-and-cases.ts';
import { keysOfTimes } from './keys-of-times.ts';

export type FileKind = 'rule' | 'site' | 'stages' | 'resource';

const texts: Readonly<Record<FileKind, KeyTexts>> = {
  rule: { ...keysOfRules, ...keysOfTextsAndCases, ...keysOfTimes },
  site: keysOfSites,
  stages: keysOfStages,
  resource: keysOfGuides,
};

/** What is said of the key at a path such as `where.category`; undefined: nothing yet. */
export function keyTextOf(kind: FileKind, path: string): KeyText | undefined {
  const asked = /^(?:steps\.only_if|until)\.(.*)$/.exec(path)?.[1];
  if (asked !== undefined) return keysOfStages[`stages.when.${asked}`];
  return texts[kind][path] ?? texts[kind][sameAs(path)];
}

/** A silent case has the keys of a firing one, what a case says of its trigger is what the rule says of it, and conditions are alike wherever they stand. */
function sameAs(path: string): string {
  return path
    .replace(/^cases\.silent\./, 'cases.fires.')
    .replace(
      /^cases\.fires\.(?!title|text|number|category|tags|topic|trust_level|stage|groups|locale|posts|member_for|at$|offered|because)/,
      '',
    )
    .replace(/^stages\.stalls\.unless\./, 'stages.when.');
}
