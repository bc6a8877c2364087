import type { DashboardDeps } from '../dashboard/dashboard.ts';
import { previewMember } from '../evaluate/preview-member.ts';
import { recallFacts } from '../evaluate/recall-facts.ts';
import { explainPost } from '../explain/explain-post.ts';
import { unknown } from '../model/fact.ts';
import type { Proposal } from '../rule-files/repository/propose-change.ts';
import type { Runtime } from '../runtime.ts';

/** What the dashboard explains posts and tries rules with. It reads, and asks the forum for its categories alone. */
export function openWorkbench({
  config,
  stores,
  reports,
  rules,
  forums,
  repository,
}: Runtime): Pick<DashboardDeps, 'explain' | 'playground'> {
  const known = new Map(forums.map((forum) => [forum.id, forum.known]));
  const deps = {
    ...stores,
    known,
    clients: new Map(forums.map((forum) => [forum.id, forum.client])),
    bulk: new Map(forums.map((forum) => [forum.id, forum.bulk])),
  };
  return {
    explain: (address, sight) =>
      explainPost(
        { reports, recall: (rulebook, about) => recallFacts(deps, rulebook, about) },
        rules.current(),
        { forum: config.forumName, address, sight },
      ),
    playground: {
      previewMember: (about) => previewMember(deps, { ...about, forum: config.forumName }),
      async categorySlugs({ forum, post }) {
        const category = await known.get(forum)?.category(post.categoryId);
        return category?.slugs ?? unknown('the forum is no longer configured');
      },
      ...(repository === null ? {} : { proposeChange: (proposal: Proposal) => repository.propose(proposal) }),
    },
  };
}
