import type { Rulebook } from '../../rulebook/rulebook.ts';
import type { Measure } from './measure.ts';

/** What a rulebook measures members by. */
export function measureOf({ stages, site }: Rulebook): Measure {
  return { stages, anniversaries: null, zone: site.timeZone };
}
