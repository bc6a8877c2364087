import type { ForumOutline } from '../model/forum-outline.ts';
import type { ResourceId, RulebookVersion } from '../model/ids.ts';
import { compileRule } from './reading/parse-rule.ts';
import type { ParsedRule } from './reading/parse-rule.ts';
import type { Resource } from './resources/resource.ts';
import type { Rulebook } from './rulebook.ts';
import type { Site } from './site.ts';
import type { FunnelPart, Stage } from './stage.ts';
import { collectTerms } from './text/collect-terms.ts';
import type { Terms } from './text/collect-terms.ts';
import { indexRules } from './rule-index.ts';
import { indexTexts } from './text/text-index.ts';

export interface CompileInput {
  version: RulebookVersion;
  waits: 'as written' | 'shortened';
  site: Site;
  stages: readonly Stage[];
  funnel: readonly FunnelPart[];
  rules: readonly ParsedRule[];
  resources: ReadonlyMap<ResourceId, Resource>;
  supersededBy: ReadonlyMap<ResourceId, ResourceId>;
  outline: ForumOutline | null;
}

/** Checked values to the form that the engine reads. */
export function compileRulebook(input: CompileInput): Rulebook {
  const { version, waits, site, stages, funnel, rules, resources, supersededBy, outline } = input;
  const waitMs = (written: number): number =>
    waits === 'shortened' ? Math.min(written / 60, 10_000) : written;
  const terms = collectTerms();
  const newest = (id: ResourceId): ResourceId => supersededBy.get(id) ?? id;
  const compiled = rules
    .map((rule) => compileRule(rule, { site, waitMs, terms }))
    .map((rule) => ({
      ...rule,
      offer: newest(rule.offer),
      rotation: rule.rotation.map(newest),
      steps: rule.steps.map((step) => ({ ...step, offer: newest(step.offer) })),
    }));
  const situations = termsOfSituations(site, terms);
  return {
    version,
    site: waits === 'shortened' ? hurried(site, waitMs) : site,
    stages,
    funnel,
    rules: new Map(compiled.map((rule) => [rule.id, rule])),
    rulesByTrigger: Map.groupBy(compiled, (rule) => rule.trigger),
    resources,
    supersededBy,
    outline,
    situations,
    index: indexRules(compiled),
    texts: indexTexts(compiled, site.languages, [...situations.values()].flat()),
  };
}

function termsOfSituations({ situations, languages }: Site, terms: Terms): Rulebook['situations'] {
  const reading = { languages, compounds: false };
  return new Map(
    [...situations].map(([situation, phrases]) => [
      situation,
      phrases.map((phrase) => terms.ofWritten(phrase, 'own', reading)),
    ]),
  );
}

function hurried(site: Site, waitMs: (written: number) => number): Site {
  return {
    ...site,
    quietHours: null,
    caps: { ...site.caps, memberSpacingMs: waitMs(site.caps.memberSpacingMs) },
  };
}
