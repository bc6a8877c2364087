import { rulebookVersion } from '../../../service/model/ids.ts';
import { loadRulebook } from '../../../service/rulebook/load-rulebook.ts';
import type { LoadedRulebook } from '../../../service/rulebook/load-rulebook.ts';
import { formatProblem } from '../../../service/rulebook/problem.ts';

export function loadGuides(guides: Record<string, string>, site = ''): LoadedRulebook {
  const files = Object.entries(guides).map(([name, text]) => ({ path: `resources/${name}`, text }));
  return loadRulebook([...files, { path: 'site.yml', text: site }], { version: rulebookVersion('v') });
}

/** What is wrong with these files below `resources/`, one line each, with its code. */
export function faultsOfGuides(guides: Record<string, string>, site = ''): string[] {
  const loaded = loadGuides(guides, site);
  return loaded.ok ? [] : loaded.problems.map((problem) => `${formatProblem(problem)} [${problem.code}]`);
}
