import { sayTerm } from '../engine/explaining/say-terms.ts';
import { termWords } from '../engine/texts/term-words.ts';
import type { Rule } from '../rulebook/rule.ts';

/** Every word that a rule asks a text for, list by list as its file has them; nothing for a rule that asks for none. */
export function printAskedWords({ text }: Pick<Rule, 'text'>): string[] {
  if (text === null) return [];
  const lists = (['any', 'all', 'title', 'near', 'code', 'quoted', 'none'] as const)
    .map((name) => ({ name, terms: text[name] }))
    .filter(({ terms }) => terms.length > 0);
  return lists.map(
    ({ name, terms }) =>
      `    text.${name}: ${terms.map(({ kind, written }) => (kind === 'near' ? sayTerm(written, termWords.en) : written)).join(' · ')}`,
  );
}
