import type { ResourceId } from '../../model/ids.ts';
import { checkChannels } from './check-channels.ts';
import { checkPlace } from './check-place.ts';
import { checkSequence } from './check-sequence.ts';
import { didYouMean } from '../reading/did-you-mean.ts';
import type { ParsedRule } from '../reading/parse-rule.ts';
import type { Problem } from '../problem.ts';
import type { Resource } from '../resources/resource.ts';
import type { Stage } from '../stage.ts';
import { checkTrigger } from '../triggers/check-trigger.ts';
import { triggerRow } from '../triggers/triggers.ts';

export interface CheckInput {
  rules: readonly ParsedRule[];
  stages: readonly Stage[];
  resources: ReadonlyMap<ResourceId, Resource>;
  supersededBy: ReadonlyMap<ResourceId, ResourceId>;
}

/** What can be told only by looking at several files, or at several keys of one, together. */
export function checkRules({ rules, stages, resources, supersededBy }: CheckInput): Problem[] {
  const firstFile = new Map<string, string>();
  const stageIds = stages.map((stage) => String(stage.id));
  const resourceIds = [...new Set([...resources.keys(), ...supersededBy.keys()])].map(String);
  return rules.flatMap((rule) => {
    const report = reporterFor(rule);
    const twin = firstFile.get(rule.value.id);
    if (twin === undefined) firstFile.set(rule.value.id, rule.file);
    return [
      ...(twin === undefined
        ? []
        : report(
            ['id'],
            'duplicate_rule',
            `rule "${rule.value.id}" is in ${twin} already; give this one another id`,
          )),
      ...checkStages(rule, stageIds, report),
      ...checkOffers(rule, resourceIds, report),
      ...checkSequence(rule, report),
      ...checkTrigger(rule, report),
      ...checkReach(rule, report),
      ...checkChannels(rule, report),
      ...checkPlace(rule, resources, report),
      ...checkCases(rule, report),
    ];
  });
}

type Report = (path: PropertyKey[], code: string, message: string) => Problem[];

function reporterFor(rule: ParsedRule): Report {
  return (path, code, message) => [{ file: rule.file, ...rule.yaml.placeOf(path), code, message }];
}

function checkOffers({ value }: ParsedRule, known: readonly string[], report: Report): Problem[] {
  const offers = [
    { id: value.offer, path: ['offer'] },
    ...(value.steps ?? []).map((step, index) => ({ id: step.offer, path: ['steps', index, 'offer'] })),
    ...(value.rotate ?? []).map((guide, index) => ({ id: guide, path: ['rotate', index] })),
  ];
  return offers.flatMap(({ id, path }) =>
    id === undefined || known.includes(id)
      ? []
      : report(
          path,
          'unknown_resource',
          `unknown resource "${id}"${didYouMean(id, known)}; known: ${listed(known)}`,
        ),
  );
}

function checkStages({ value }: ParsedRule, known: readonly string[], report: Report): Problem[] {
  return value.who.stage
    .filter((id) => !known.includes(id))
    .flatMap((id) =>
      report(
        ['who', 'stage'],
        'unknown_stage',
        `unknown stage "${id}"${didYouMean(id, known)}; known: ${listed(known)}`,
      ),
    );
}

/** What stands beside the trigger: a stage to enter, and conditions enough not to answer everything. */
function checkReach({ value }: ParsedRule, report: Report): Problem[] {
  const isAboutStage =
    value.on === 'stage.entered' || value.on === 'stage.left' || value.on === 'stage.stalled';
  if (isAboutStage && value.who.stage.length === 0) {
    return report(
      ['on'],
      'stage_missing',
      `\`on: ${value.on}\` needs to know which; add \`who: { stage: regular }\``,
    );
  }
  const opens = value.on === 'topic.created' || value.on === 'question.asked';
  if (value.where.opening_post === false && opens) {
    return report(
      ['where', 'opening_post'],
      'contradiction',
      `\`on: ${value.on}\` is always the opening post, so this rule would never fire; use \`on: post.created\``,
    );
  }
  const narrow =
    !triggerRow(value.on).isWide ||
    value.text !== undefined ||
    isNarrowed(value.where) ||
    isNarrowed(value.who);
  return narrow
    ? []
    : report(
        ['on'],
        'fires_on_everything',
        'this rule would answer every post; say which with `text`, `who` or `where`',
      );
}

function isNarrowed(conditions: Readonly<Record<string, unknown>>): boolean {
  return Object.values(conditions).some((value) =>
    Array.isArray(value) ? value.length > 0 : value === true,
  );
}

function checkCases({ value }: ParsedRule, report: Report): Problem[] {
  if (value.rollout === 'draft') return [];
  return (['fires', 'silent'] as const)
    .filter((list) => value.cases[list].length < 2)
    .flatMap((list) =>
      report(
        ['cases', list],
        'too_few_cases',
        `\`cases.${list}\` has ${value.cases[list].length}; a rule that leaves draft shows at least two posts that ${list === 'fires' ? 'must' : 'must not'} fire it`,
      ),
    );
}

function listed(ids: readonly string[]): string {
  return ids.length === 0 ? 'none yet' : ids.join(', ');
}
