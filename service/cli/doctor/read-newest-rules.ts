import type { Config } from '../../config.ts';
import { openRepository } from '../../rule-files/repository/open-repository.ts';
import { ruleFolder } from '../../rule-files/rule-source.ts';
import type { ReadRuleFiles } from '../../rule-files/what-is-read.ts';
import { versionOf } from '../../rule-files/what-is-read.ts';

export type NewestRules = Pick<ReadRuleFiles, 'files' | 'version' | 'problems'> & { from: string };

/** The newest rules from where the service takes them, repository or folder, with what stands against reading them. */
export async function readNewestRules({
  rulesRepository,
  rulesPath,
  forumDir,
}: Config): Promise<NewestRules> {
  const source =
    rulesRepository === null
      ? ruleFolder(rulesPath)
      : openRepository({
          ...rulesRepository,
          access: rulesRepository,
          dataDir: forumDir,
          wishes: async () => ({ pinned: null, pushedAt: null }),
        });
  const from = source.name;
  try {
    const { files, version, problems, trouble } = await source.read();
    return { from, files, version, problems: trouble === undefined ? problems : [...problems, trouble] };
  } catch (error) {
    return { from, files: [], version: versionOf([]), problems: [source.explain(error)] };
  }
}
