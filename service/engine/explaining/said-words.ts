import type { Reason } from '../../model/decision.ts';
import { sayTerm, sayTerms } from './say-terms.ts';
import type { TermWords } from './say-terms.ts';

/**
 * What the sentence of a reason says of words: `said`, the member's own where they are at hand (`words`), and `asks`, what
 * the rule calls them where that is something else; or `asked`, what the rule looked for in vain.
 */
export function saidWords({ code, values = {} }: Reason, words: TermWords): Record<string, string> {
  if (code === 'text_not_matched') return { asked: sayAsked(values, words) };
  const { phrase, words: own } = values;
  if (typeof phrase !== 'string') return {};
  if (code === 'question_asked') return {};
  const term = sayTerm(phrase, words);
  if (typeof own !== 'string') return { said: term };
  const isSame = own.toLowerCase() === phrase.toLowerCase();
  return { said: words.quote(own), ...(isSame ? {} : { asks: term }) };
}

/** `phrases` holds one a line, the first of `total`; programs of before wrote them with commas, without a total. */
function sayAsked({ phrases, total }: NonNullable<Reason['values']>, words: TermWords): string {
  const written = String(phrases ?? '');
  return typeof total === 'number' ? sayTerms(written.split('\n'), total, words) : written;
}
