import type { DashboardDeps } from '../dashboard/dashboard.ts';
import { shownAddress } from '../rule-files/repository/open-repository.ts';
import type { Runtime } from '../runtime.ts';

/** What the dashboard shows of the rules repository; nothing where the rules lie in a folder. */
export function openRuleHistory({
  config,
  repository,
  stores,
}: Pick<Runtime, 'config' | 'repository' | 'stores'>): Pick<DashboardDeps, 'ruleHistory'> {
  const { rulesRepository: about } = config;
  if (repository === null || about === null) return {};
  return {
    async ruleHistory(most) {
      const [{ commits, trouble }, inForce, { pinned }] = await Promise.all([
        repository.history(most),
        stores.rules.activeCommit(),
        stores.ruleRepository.wishes(),
      ]);
      return {
        address: shownAddress(about.address),
        branch: about.branch,
        commits,
        inForce,
        pinned,
        trouble: trouble?.message ?? null,
      };
    },
  };
}
