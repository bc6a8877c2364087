import type { Rule } from './rule.ts';
import { splitWords } from './split-words.ts';

/**
 * Phrases of all rules, found by their first word, so that a post costs what it contains
 * and not how many rules there are.
 */
export interface PhraseIndex {
  byFirstWord: ReadonlyMap<string, readonly IndexedPhrase[]>;
  /** Rules that can match only where this phrase was found. */
  rulesByPhrase: ReadonlyMap<string, readonly Rule[]>;
  /** Rules that may match a text in which nothing was found. */
  rulesWithoutPhrase: readonly Rule[];
}

export interface IndexedPhrase {
  /** As the rule file writes it. */
  phrase: string;
  words: readonly string[];
}

export function indexPhrases(rules: readonly Rule[]): PhraseIndex {
  const byFirstWord = new Map<string, IndexedPhrase[]>();
  const rulesByPhrase = new Map<string, Rule[]>();
  for (const phrase of new Set(rules.flatMap(allPhrases))) {
    const words = splitWords(phrase).map((word) => word.folded);
    append(byFirstWord, words[0] ?? '', { phrase, words });
  }
  for (const rule of rules) {
    for (const phrase of new Set(leadingPhrases(rule))) append(rulesByPhrase, phrase, rule);
  }
  return {
    byFirstWord,
    rulesByPhrase,
    rulesWithoutPhrase: rules.filter((rule) => leadingPhrases(rule).length === 0),
  };
}

function allPhrases({ text }: Rule): readonly string[] {
  if (text === null) return [];
  return [...text.any, ...text.all, ...text.title, ...text.none];
}

/** A rule cannot match unless one of these occurs; the shortest such list will do. */
function leadingPhrases({ text }: Rule): readonly string[] {
  if (text === null) return [];
  if (text.all.length > 0) return text.all.slice(0, 1);
  return text.any.length > 0 ? text.any : text.title;
}

function append<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
