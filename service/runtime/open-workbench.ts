import type { DashboardDeps } from '../dashboard/dashboard.ts';
import { recallFacts } from '../evaluate/recall-facts.ts';
import { explainPost } from '../explain/explain-post.ts';
import type { Runtime } from '../runtime.ts';
import { defaultForum } from './forums.ts';

/** What the dashboard explains posts and tries rules with. It reads, and asks the forum for its categories alone. */
export function openWorkbench({ stores, reports, rules, forums }: Runtime): Pick<DashboardDeps, 'explain'> {
  const deps = {
    ...stores,
    known: new Map(forums.map((forum) => [forum.id, forum.known])),
    clients: new Map(forums.map((forum) => [forum.id, forum.client])),
    bulk: new Map(forums.map((forum) => [forum.id, forum.bulk])),
  };
  return {
    explain: (address, sight) =>
      explainPost(
        { reports, recall: (rulebook, about) => recallFacts(deps, rulebook, about) },
        rules.current(),
        { forum: defaultForum, address, sight },
      ),
  };
}
