import type { Rule, TextTest } from '../rule.ts';
import type { PatternTerm, NearTerm, PhraseTerm, Term, Zone } from './term.ts';
import { bitOf, KeySets, phraseEnds } from './key-sets.ts';
import { Vocabulary } from './vocabulary.ts';
import { WordCache } from './word-cache.ts';

/**
 * Everything that the rules look for in a text, arranged by its words, so that a post costs what it contains
 * and not how many rules there are.
 */
export interface TextIndex {
  words: WordCache;
  /** Phrases by the number of their first word. */
  phrases: readonly (PhraseNode | undefined)[];
  patterns: readonly PatternTerm[];
  nears: ReadonlyMap<PhraseTerm, readonly NearTerm[]>;
  /** Languages of the rules: a word form counts only in a post of its language, where that can be told. */
  languages: readonly string[];
  zones: ReadonlySet<Zone>;
  /** All that is looked for, by its number. */
  terms: readonly Term[];
  /** For `Hits`: a seat for each term, good for the text that is being read. */
  seats: Int32Array;
}

/** Phrases that share their first words. */
export interface PhraseNode {
  ends: PhraseEnd[];
  next: Map<number, PhraseNode>;
  /** `phraseEnds`, if one does, and `bitOf` each number in `next`: most words that follow are told apart by it alone. */
  outlook: number;
}

export interface PhraseEnd {
  term: PhraseTerm;
  /** In whose word forms it was found; null: as written only. */
  language: string | null;
  /** Whether its places are asked for by a `near`. */
  isNear: boolean;
}

/** `alsoWanted` is looked for too, on no rule's behalf. */
export function indexTexts(
  rules: readonly Rule[],
  siteLanguages: readonly string[],
  alsoWanted: readonly Term[] = [],
): TextIndex {
  const terms = [...new Set([...rules.flatMap(({ text }) => termsOf(text)), ...alsoWanted])];
  const nears = new Map<PhraseTerm, NearTerm[]>();
  for (const term of terms) {
    if (term.kind === 'near') for (const phrase of new Set(term.phrases)) append(nears, phrase, term);
  }
  const vocabulary = new Vocabulary();
  const phrases: (PhraseNode | undefined)[] = [];
  const wanted = new Set([...terms.filter((term) => term.kind === 'phrase'), ...nears.keys()]);
  for (const term of wanted) addPhrase({ term, isNear: nears.has(term) }, phrases, vocabulary);
  const patterns = terms.filter((term) => term.kind === 'pattern');
  for (const [at, { fragments }] of patterns.entries()) {
    for (const fragment of fragments[0] ?? []) vocabulary.wantFragment(fragment, at);
  }
  const byNumber: Term[] = [];
  for (const term of [...wanted, ...terms]) byNumber[term.number] = term;
  return {
    words: new WordCache(vocabulary, new KeySets((key) => phrases[key]?.outlook ?? 0)),
    phrases,
    patterns,
    nears,
    languages: [...new Set([...siteLanguages, ...[...wanted].flatMap(({ languages }) => languages)])],
    zones: new Set(terms.map(({ zone }) => zone)),
    terms: byNumber,
    seats: new Int32Array(byNumber.length),
  };
}

function addPhrase(
  { term, isNear }: { term: PhraseTerm; isNear: boolean },
  phrases: (PhraseNode | undefined)[],
  vocabulary: Vocabulary,
): void {
  // Who finds the forms of a word finds the word as it stands too.
  const languages = term.languages.length === 0 ? [null] : term.languages;
  for (const language of languages) {
    const reading = { language, compounds: term.compounds };
    const [first = 0, ...rest] = term.words.map((word) => vocabulary.want(word, reading));
    while (phrases.length <= first) phrases.push(undefined);
    let node: PhraseNode = (phrases[first] ??= emptyNode());
    for (const key of rest) {
      const next: PhraseNode = node.next.get(key) ?? emptyNode();
      node.next.set(key, next);
      node.outlook |= bitOf(key);
      node = next;
    }
    node.ends.push({ term, language, isNear });
    node.outlook |= phraseEnds;
  }
}

function emptyNode(): PhraseNode {
  return { ends: [], next: new Map(), outlook: 0 };
}

function termsOf(text: TextTest | null): readonly Term[] {
  if (text === null) return [];
  return [...text.any, ...text.all, ...text.title, ...text.near, ...text.code, ...text.quoted, ...text.none];
}

function append<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
