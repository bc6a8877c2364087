import type { ResourceId, RulebookVersion } from '../model/ids.ts';
import { compileRule } from './parse-rule.ts';
import type { ParsedRule } from './parse-rule.ts';
import type { Resource } from './resource.ts';
import type { Rulebook } from './rulebook.ts';
import type { Site } from './site.ts';
import type { FunnelPart, Stage } from './stage.ts';
import { collectTerms } from './text/collect-terms.ts';
import { indexTexts } from './text/text-index.ts';

export interface CompileInput {
  version: RulebookVersion;
  waits: 'as written' | 'shortened';
  site: Site;
  stages: readonly Stage[];
  funnel: readonly FunnelPart[];
  rules: readonly ParsedRule[];
  resources: ReadonlyMap<ResourceId, Resource>;
}

/** Checked values to the form that the engine reads. */
export function compileRulebook({ version, waits, site, stages, funnel, rules, resources }: CompileInput): Rulebook {
  const waitMs = (written: number): number =>
    waits === 'shortened' ? Math.min(written / 60, 10_000) : written;
  const terms = collectTerms();
  const compiled = rules.map((rule) => compileRule(rule, { site, waitMs, terms }));
  return {
    version,
    site: waits === 'shortened' ? hurried(site, waitMs) : site,
    stages,
    funnel,
    rules: new Map(compiled.map((rule) => [rule.id, rule])),
    rulesByTrigger: Map.groupBy(compiled, (rule) => rule.trigger),
    resources,
    texts: indexTexts(compiled, site.languages),
  };
}

function hurried(site: Site, waitMs: (written: number) => number): Site {
  return {
    ...site,
    quietHours: null,
    caps: { ...site.caps, memberSpacingMs: waitMs(site.caps.memberSpacingMs) },
  };
}
