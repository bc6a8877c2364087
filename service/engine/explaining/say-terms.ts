/** The words that a rule asks for, as people say them. What is kept of a term is what `Term.written` is. */
export interface TermWords {
  quote(phrase: string): string;
  /** Two phrases, or more, in one sentence and not far apart. */
  near(phrases: readonly string[], within: number): string;
  matching(pattern: string): string;
  /** “a”, “b” or “c”. */
  oneOf(terms: readonly string[]): string;
  /** The first of many, and how many more. */
  oneOfMany(terms: readonly string[], total: number): string;
}

const longestPattern = 28;

/** One term with quotation marks: “export model”, “export” within 6 words of “mesh”, /\b(stl|obj)\b/. */
export function sayTerm(written: string, words: TermWords): string {
  const near = /^(.+ … .+) \((\d{1,3})\)$/s.exec(written);
  if (near?.[1] !== undefined) return words.near(near[1].split(' … ').map(words.quote), Number(near[2]));
  return isPattern(written) ? words.matching(cut(written)) : words.quote(written.replace(/^"(.+)"$/s, '$1'));
}

/** Several of which one is asked for: all of a few, the first of many. Patterns, which hardly anybody reads, come last. */
export function sayTerms(written: readonly string[], total: number, words: TermWords): string {
  const said = written
    .toSorted((a, b) => Number(isPattern(a)) - Number(isPattern(b)))
    .map((one) => sayTerm(one, words));
  return total > said.length ? words.oneOfMany(said, total) : words.oneOf(said);
}

function isPattern(written: string): boolean {
  return /^\/.+\/$/s.test(written);
}

function cut(pattern: string): string {
  return pattern.length <= longestPattern ? pattern : `${pattern.slice(0, longestPattern - 2)}…/`;
}
