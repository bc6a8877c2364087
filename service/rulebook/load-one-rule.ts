import { checkRules } from './checks/check.ts';
import { compileRulebook } from './compile.ts';
import { contradictingCases } from './checks/contradicting-cases.ts';
import { lintRules } from './checks/lint-rules.ts';
import type { RuleFile } from './load-rulebook.ts';
import { parseRule } from './reading/parse-rule.ts';
import { sortProblems } from './problem.ts';
import type { Problem } from './problem.ts';
import type { Rule } from './rule.ts';
import type { Rulebook } from './rulebook.ts';
import { checkNames } from './snapshot/check-names.ts';
import { lintWays } from './snapshot/lint-ways.ts';

export type OneRule =
  /** `rulebook` holds this rule alone, beside everything else of the present one. */
  { ok: true; rule: Rule; rulebook: Rulebook; warnings: Problem[] } | { ok: false; problems: Problem[] };

/**
 * Reads one rule as it would be read among the present ones: their stages, guides, site and snapshot, without reading or
 * compiling any other rule, so that the cost is that of one file. Its cases are for `runCases`.
 */
export function loadOneRule(present: Rulebook, { path, text }: RuleFile): OneRule {
  const parsed = parseRule(path, text);
  if (!parsed.ok) return { ok: false, problems: sortProblems(parsed.problems) };
  const { stages, resources, supersededBy, outline, site, funnel, version } = present;
  const problems = [
    ...checkRules({ rules: [parsed], stages, resources, supersededBy }),
    ...(outline === null ? [] : checkNames([parsed], outline)),
    ...twin(present, parsed),
  ];
  if (problems.length > 0) return { ok: false, problems: sortProblems(problems) };
  const rulebook = compileRulebook({
    version,
    waits: 'as written',
    site,
    stages,
    funnel,
    rules: [parsed],
    resources,
    supersededBy,
    outline,
  });
  const contradictions = contradictingCases(rulebook.rules.values());
  const [rule] = rulebook.rules.values();
  if (contradictions.length > 0 || rule === undefined)
    return { ok: false, problems: sortProblems(contradictions) };
  const unseen = outline === null ? [] : lintWays([parsed], outline);
  const warnings = [...lintRules(rulebook).filter(({ file }) => file === path), ...unseen];
  return { ok: true, rule, rulebook, warnings: sortProblems(warnings) };
}

function twin({ rules }: Rulebook, parsed: Extract<ReturnType<typeof parseRule>, { ok: true }>): Problem[] {
  const { id } = parsed.value;
  const other = [...rules.values()].find((rule) => rule.id === id && rule.file !== parsed.file);
  if (other === undefined) return [];
  const message = `rule "${id}" is in ${other.file} already; give this one another id`;
  return [{ file: parsed.file, ...parsed.yaml.placeOf(['id']), code: 'duplicate_rule', message }];
}
