import type { RulebookVersion } from '../model/ids.ts';
import type { RuleFile } from '../rulebook/load-rulebook.ts';
import type { Problem } from '../rulebook/problem.ts';

export interface ReadRuleFiles {
  files: RuleFile[];
  version: RulebookVersion;
  /** What could not be taken in: symbolic links, files too large, names that no rule may have. */
  problems: Problem[];
}

/** Reads `*.yml` and `resources/*.md` below a rules folder. */
export async function readRuleFiles(path: string): Promise<ReadRuleFiles> {
  throw new Error(`not written yet: ${path}`);
}
