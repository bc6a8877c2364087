import type { ShownRule } from './standing-rules.ts';

export interface RuleGroup {
  /** The folder of the rule files, such as `questions/`; empty for files beside `site.yml`. */
  folder: string;
  rules: readonly ShownRule[];
}

/** Rules as their files lie in folders; `active` puts first, in each folder, what decided most this week. */
export function groupRules(rules: readonly ShownRule[], order: 'name' | 'active'): RuleGroup[] {
  const folders = new Map<string, ShownRule[]>();
  for (const shown of rules) {
    const folder = shown.rule.file.slice(0, shown.rule.file.lastIndexOf('/') + 1);
    folders.set(folder, [...(folders.get(folder) ?? []), shown]);
  }
  const busyness = ({ activity }: ShownRule) => activity?.considered ?? 0;
  return [...folders]
    .toSorted(([a], [b]) => a.localeCompare(b, 'en'))
    .map(([folder, those]) => ({
      folder,
      rules: those.toSorted(
        (a, b) =>
          (order === 'active' ? busyness(b) - busyness(a) : 0) || a.rule.id.localeCompare(b.rule.id, 'en'),
      ),
    }));
}

/** Keeps the rules in which every typed word is found; `words` are what a reader reads of a rule. */
export function findRules(
  rules: readonly ShownRule[],
  typed: string,
  words: (shown: ShownRule) => readonly string[],
): readonly ShownRule[] {
  const wanted = typed.toLowerCase().split(/\s+/).filter(Boolean);
  return rules.filter((shown) => {
    const read = words(shown).join(' ').toLowerCase();
    return wanted.every((word) => read.includes(word));
  });
}
