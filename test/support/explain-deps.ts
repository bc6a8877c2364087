import { recallFacts } from '../../service/evaluate/recall-facts.ts';
import { type ExplainPost, explainPost } from '../../service/explain/explain-post.ts';
import type { Spine } from './spine.ts';

/** Explains the posts of a spine, as the program does for the dashboard. */
export function explaining(spine: Spine): ExplainPost {
  return (address) =>
    explainPost(
      {
        reports: spine.stores.reports,
        recall: (rulebook, about) => recallFacts(spine.evaluation, rulebook, about),
      },
      spine.state.rulebook,
      { forum: spine.forum, address },
    );
}
