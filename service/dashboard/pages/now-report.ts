import type { Change } from '../../storage/reports/recent-changes.ts';
import type { ForumHealth } from '../../storage/reports/forum-health.ts';
import type { LookingBack } from '../../storage/reports/looking-back.ts';
import type { Overview } from '../../storage/reports/overview.ts';
import type { Progress } from '../../storage/reports/progress.ts';
import type { RecentDecision } from '../../storage/reports/recent-decisions.ts';
import type { RulesActivity } from '../../storage/reports/rules-activity.ts';

/** All that the page Now tells. */
export interface NowReport {
  overview: Overview;
  health: ForumHealth | null;
  progress: Progress;
  recent: readonly RecentDecision[];
  rules: Pick<RulesActivity, 'rejected'>;
  changes: readonly Change[];
  /** Null where nobody has looked back. */
  lookingBack: LookingBack | null;
}

/** All that needs a person. */
export function sumOf(counts: Overview['needsAPerson']): number {
  return counts.quarantined + counts.deadEvents + counts.deadOffers + counts.inReview;
}
