import { stageId } from '../model/ids.ts';
import { parseFile } from './parse-file.ts';
import type { Problem } from './problem.ts';
import { stagesSchema } from './schema.ts';
import type { Stage } from './stage.ts';

export type ParsedStages = { ok: true; stages: Stage[] } | { ok: false; problems: Problem[] };

/** The text of `stages.yml` to stages, in their order; links between them are checked here. */
export function parseStages(file: string, text: string): ParsedStages {
  const parsed = parseFile(file, text, stagesSchema);
  if (!parsed.ok) return parsed;
  const ids = parsed.value.stages.map((stage) => stage.id);
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
    const strangers = stage.when.flatMap((condition) => condition.was.filter((id) => !ids.includes(id)));
    return [
      ...twice,
      ...strangers.map((id) =>
        at(['when'], 'unknown_stage', `unknown stage "${id}" in \`was\`; known: ${ids.join(', ')}`),
      ),
    ];
  });
  if (problems.length > 0) return { ok: false, problems };
  const stages = parsed.value.stages.map((stage) => ({
    id: stageId(stage.id),
    keepMs: stage.keep,
    when: stage.when.map((condition) => ({
      posts: condition.posts,
      trustLevels: condition.trust_level,
      postedWithinMs: condition.posted_within,
      silentForMs: condition.silent_for,
      memberForMs: condition.member_for,
      was: condition.was.map(stageId),
      groups: condition.group,
    })),
  }));
  return { ok: true, stages };
}
