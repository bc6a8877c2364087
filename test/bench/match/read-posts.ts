import { findTerms } from '../../../service/engine/matching/find-terms.ts';
import type { Rulebook } from '../../../service/rulebook/rulebook.ts';
import { splitWords } from '../../../service/rulebook/split-words.ts';
import type { Cost } from './measure.ts';

/** How many terms of the rulebook occur in the posts, each once a post. */
export function readAll(rulebook: Rulebook, posts: readonly string[]): number {
  return posts.reduce((sum, post) => sum + readOne(rulebook, post), 0);
}

export function readOne({ texts }: Rulebook, body: string): number {
  return findTerms(texts, { title: '', body, code: '', quoted: '' }).numbers.length;
}

/** A phrase as others look for it: small letters, a space between words. */
export function folded(phrase: string): string {
  return splitWords(phrase)
    .map((word) => word.folded)
    .join(' ');
}

export function tellRates(cost: Cost, posts: readonly string[]): void {
  for (const [name, us] of Object.entries(cost))
    console.log(`  ${name}: ${Math.round(posts.length / (us / 1e6))} posts/s`);
}
