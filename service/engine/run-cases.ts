import type { Problem } from '../rulebook/problem.ts';
import type { Rulebook } from '../rulebook/rulebook.ts';

/** Runs the posts that each rule says must and must not fire it. Empty: all do as they say. */
export function runCases(rulebook: Rulebook): Problem[] {
  throw new Error(`not written yet: ${rulebook.version}`);
}
