import type { Problem } from '../problem.ts';
import type { Rulebook } from '../rulebook.ts';

/**
 * Guides and rules that somebody should have read again by now, as warnings. Offers of an overdue guide are held;
 * an overdue rule goes on, and neither keeps a new version of the rules from coming into force.
 */
export function overdueReviews(rulebook: Rulebook, now: Date): Problem[] {
  const all = [
    ...[...rulebook.resources.values()].map((resource) => ({
      ...resource,
      code: 'resource_overdue',
      effect: '; its offers are held',
    })),
    ...[...rulebook.rules.values()].map((rule) => ({ ...rule, code: 'rule_overdue', effect: '' })),
  ];
  return all.flatMap(({ file, reviewDueAt, owner, code, effect }) => {
    if (reviewDueAt === null || reviewDueAt > now) return [];
    const message = `was due for review on ${reviewDueAt.toISOString().slice(0, 10)} (${owner})${effect}; read it and set reviewed_on to today`;
    return [{ file, line: 1, column: 1, code, message }];
  });
}
