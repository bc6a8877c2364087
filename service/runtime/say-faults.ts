import type { OpenRules } from '../rule-files/open-rules.ts';
import { formatProblem } from '../rulebook/problem.ts';

/** One sentence about files that are newer than the rules in force, and why they are not; null where there are none. */
export function sayFaults({ problems }: Pick<OpenRules, 'problems'>): string | null {
  const [first, ...more] = problems();
  if (first === undefined) return null;
  const rest = more.length === 0 ? '' : ` (and ${more.length} more)`;
  return `NOT IN FORCE are the newest files, an earlier version decides: ${formatProblem(first)}${rest}. "waypost check" tells every fault; mended, they are taken up at once`;
}
