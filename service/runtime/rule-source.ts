import type { Config } from '../config.ts';
import { openRepository, type RuleRepository } from '../rule-files/repository/open-repository.ts';
import { ruleFolder, type RuleSource } from '../rule-files/rule-source.ts';
import type { Stores } from './stores.ts';

export interface ChosenSource {
  source: RuleSource;
  /** Null where the rules lie in a folder. */
  repository: RuleRepository | null;
}

/** The rules repository where one is configured, else the rules folder. */
export function chooseRuleSource(
  { rulesRepository, rulesPath, forumDir }: Config,
  stores: Pick<Stores, 'ruleRepository'>,
): ChosenSource {
  if (rulesRepository === null) return { source: ruleFolder(rulesPath), repository: null };
  const { token, sshKeyFile, ...branch } = rulesRepository;
  const repository = openRepository({
    ...branch,
    access: { token, sshKeyFile },
    dataDir: forumDir,
    async wishes() {
      const { pinned, pushedAt } = await stores.ruleRepository.wishes();
      return { pinned: pinned?.commit ?? null, pushedAt };
    },
  });
  return { source: repository, repository };
}
