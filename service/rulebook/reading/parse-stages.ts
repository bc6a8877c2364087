import { stageId } from '../../model/ids.ts';
import { compileCondition } from '../compile-condition.ts';
import { parseFile } from './parse-file.ts';
import type { Problem } from '../problem.ts';
import { stagesSchema } from '../language/schema.ts';
import type { FunnelPart, Stage } from '../stage.ts';

export type ParsedStages =
  | { ok: true; stages: Stage[]; funnel: FunnelPart[] }
  | { ok: false; problems: Problem[] };

/** The text of `stages.yml` to stages, in their order; links between them are checked here. */
export function parseStages(file: string, text: string): ParsedStages {
  const parsed = parseFile(file, text, stagesSchema);
  if (!parsed.ok) return parsed;
  const ids = parsed.value.stages.map((stage) => stage.id);
  const known = ids.join(', ');
  const problems = parsed.value.stages.flatMap((stage, index): Problem[] => {
    const at = (path: PropertyKey[], code: string, message: string): Problem => ({
      file,
      ...parsed.yaml.placeOf(['stages', index, ...path]),
      code,
      message,
    });
    const twice =
      ids.indexOf(stage.id) === index
        ? []
        : [at(['id'], 'duplicate_stage', `stage "${stage.id}" is here twice; give one of them another id`)];
    const written = { when: stage.when, stalls: stage.stalls?.unless ?? [] };
    const strangers = (['when', 'stalls'] as const).flatMap((key) =>
      written[key]
        .flatMap((condition) => condition.was.filter((id) => !ids.includes(id)))
        .map((id) => at([key], 'unknown_stage', `unknown stage "${id}" in \`was\`; known: ${known}`)),
    );
    return [...twice, ...strangers];
  });
  const shown = new Map<string, string>();
  for (const [part, stages] of Object.entries(parsed.value.funnel)) {
    for (const id of stages) {
      const place = { file, ...parsed.yaml.placeOf(['funnel', part]) };
      const other = shown.get(id);
      if (!ids.includes(id))
        problems.push({ ...place, code: 'unknown_stage', message: `unknown stage "${id}"; known: ${known}` });
      else if (other !== undefined)
        problems.push({
          ...place,
          code: 'stage_counted_twice',
          message: `stage "${id}" is in "${other}" already; a member is counted once, so take it out of one of them`,
        });
      shown.set(id, part);
    }
  }
  if (problems.length > 0) return { ok: false, problems };
  return {
    ok: true,
    stages: parsed.value.stages.map((stage) => ({
      id: stageId(stage.id),
      keepMs: stage.keep,
      when: stage.when.map(compileCondition),
      stalls:
        stage.stalls === null
          ? null
          : { afterMs: stage.stalls.after, unless: stage.stalls.unless.map(compileCondition) },
    })),
    funnel: Object.entries(parsed.value.funnel).map(([name, stages]) => ({
      name,
      stages: stages.map(stageId),
    })),
  };
}
