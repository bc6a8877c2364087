import type { RulebookVersion } from '../model/ids.ts';
import { checkCare } from './care/check-care.ts';
import { checkCalendars } from './checks/check-calendars.ts';
import { checkRules } from './checks/check.ts';
import { collectResources } from './resources/collect-resources.ts';
import { compileRulebook } from './compile.ts';
import { parseResource } from './resources/parse-resource.ts';
import { contradictingCases } from './checks/contradicting-cases.ts';
import { parseRule } from './reading/parse-rule.ts';
import { parseSite } from './reading/parse-site.ts';
import { parseStages } from './reading/parse-stages.ts';
import { checkNames } from './snapshot/check-names.ts';
import { lintWays } from './snapshot/lint-ways.ts';
import { parseSnapshot, snapshotFile } from './snapshot/parse-snapshot.ts';
import { sortProblems } from './problem.ts';
import type { Problem } from './problem.ts';
import type { Rulebook } from './rulebook.ts';

/** A file below the rules folder; `path` is relative to it, with `/`: `questions/logs.yml`. */
export interface RuleFile {
  path: string;
  text: string;
}

export interface LoadOptions {
  /** SHA-256 (hex) over the files, from `rule-files`. */
  version: RulebookVersion;
  /** `shortened` is for the demo forum: waits and spacing of seconds, no quiet hours. */
  waits?: 'as written' | 'shortened';
}

export type LoadedRulebook =
  | { ok: true; rulebook: Rulebook; warnings: Problem[] }
  | { ok: false; problems: Problem[] };

/** Reads all files of a rules folder at once. With any fault there is no rulebook, and every fault is told. */
export function loadRulebook(files: readonly RuleFile[], options: LoadOptions): LoadedRulebook {
  const textOf = (path: string): string => files.find((file) => file.path === path)?.text ?? '';
  const site = parseSite('site.yml', textOf('site.yml'));
  const stages =
    textOf('stages.yml') === ''
      ? ({ ok: true, stages: [], funnel: [] } as const)
      : parseStages('stages.yml', textOf('stages.yml'));
  const snapshot = parseSnapshot(textOf(snapshotFile));
  const rules = files.filter((file) => isRule(file.path)).map((file) => parseRule(file.path, file.text));
  const texts = files
    .filter((file) => isResource(file.path))
    .map((file) => parseResource(file.path, file.text));
  const parsedRules = rules.filter((rule) => rule.ok);
  const parsedResources = texts.filter((text) => text.ok).map((text) => text.resource);

  const problems = [site, stages, snapshot, ...rules, ...texts].flatMap((part) =>
    part.ok ? [] : part.problems,
  );
  // A site or a stage list with faults of its own must not make every rule look wrong.
  if (!site.ok || !stages.ok || !snapshot.ok) return { ok: false, problems: sortProblems(problems) };
  const collected = collectResources(parsedResources, site.site);
  problems.push(...collected.problems);
  // A resource that has a fault is still there for the rules that name it.
  const allTextsRead = texts.every((text) => text.ok);
  const crossed = checkRules({
    rules: parsedRules,
    stages: stages.stages,
    resources: collected.resources,
    supersededBy: collected.supersededBy,
  });
  problems.push(...crossed.filter((problem) => allTextsRead || problem.code !== 'unknown_resource'));
  problems.push(
    ...checkCare({
      rules: parsedRules,
      resources: parsedResources,
      supersededBy: collected.supersededBy,
      site: site.site,
    }),
  );
  problems.push(...checkCalendars({ rules: parsedRules, resources: collected.resources, site: site.site }));
  if (snapshot.outline !== null) problems.push(...checkNames(parsedRules, snapshot.outline));
  if (problems.length > 0) return { ok: false, problems: sortProblems(problems) };

  const rulebook = compileRulebook({
    version: options.version,
    waits: options.waits ?? 'as written',
    site: site.site,
    stages: stages.stages,
    funnel: stages.funnel,
    rules: parsedRules,
    resources: collected.resources,
    supersededBy: collected.supersededBy,
    outline: snapshot.outline,
  });
  const contradictions = contradictingCases(rulebook.rules.values());
  if (contradictions.length > 0) return { ok: false, problems: sortProblems(contradictions) };
  const unseen = snapshot.outline === null ? [] : lintWays(parsedRules, snapshot.outline);
  return { ok: true, rulebook, warnings: sortProblems([...collected.warnings, ...unseen]) };
}

function isRule(path: string): boolean {
  return path.endsWith('.yml') && !['site.yml', 'stages.yml', snapshotFile].includes(path);
}

function isResource(path: string): boolean {
  return path.startsWith('resources/') && path.endsWith('.md');
}
