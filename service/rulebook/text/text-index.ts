import type { Rule, TextTest } from '../rule.ts';
import type { PatternTerm, NearTerm, PhraseTerm, Term, Zone } from './term.ts';
import { KeySets } from './key-sets.ts';
import { type PhraseTrie, PhraseTrieBuilder } from './phrase-trie.ts';
import { Vocabulary } from './vocabulary.ts';
import { WordCache } from './word-cache.ts';

/**
 * Everything that the rules look for in a text, arranged by its words, so that a post costs what it contains
 * and not how many rules there are.
 */
export interface TextIndex {
  words: WordCache;
  phrases: PhraseTrie;
  patterns: readonly PatternTerm[];
  nears: ReadonlyMap<PhraseTerm, readonly NearTerm[]>;
  /** Languages of the rules: a word form counts only in a post of its language, where that can be told. */
  languages: readonly string[];
  zones: ReadonlySet<Zone>;
  /** All that is looked for, by its number. */
  terms: readonly Term[];
  /** Texts of posts that were parted already, as long as anybody holds the post. It saves work and never changes an answer. */
  parted: WeakMap<object, PostTexts>;
  /** For `Hits`: by the number of a term where its newest place is noted, good for the post that is being read. */
  newest: Int32Array;
}

/** A post as the matcher reads it. Offsets into each part are offsets into what the member typed. */
export interface PostTexts {
  title: string;
  /** The member's own words; everything else is spaces. */
  body: string;
  /** Likewise what they set apart as code, and what they quoted; empty where no rule asks. */
  code: string;
  quoted: string;
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
  const builder = new PhraseTrieBuilder();
  const wanted = new Set([...terms.filter((term) => term.kind === 'phrase'), ...nears.keys()]);
  for (const term of wanted) addPhrase({ term, isNear: nears.has(term) }, builder, vocabulary);
  const phrases = builder.build();
  const patterns = terms.filter((term) => term.kind === 'pattern');
  for (const [at, { fragments }] of patterns.entries()) {
    for (const fragment of fragments[0] ?? []) vocabulary.wantFragment(fragment, at);
  }
  const byNumber: Term[] = [];
  for (const term of [...wanted, ...terms]) byNumber[term.number] = term;
  return {
    words: new WordCache(vocabulary, new KeySets(phrases)),
    phrases,
    patterns,
    nears,
    languages: [...new Set([...siteLanguages, ...[...wanted].flatMap(({ languages }) => languages)])],
    zones: new Set(terms.map(({ zone }) => zone)),
    terms: byNumber,
    parted: new WeakMap(),
    newest: new Int32Array(byNumber.length),
  };
}

function addPhrase(
  { term, isNear }: { term: PhraseTerm; isNear: boolean },
  phrases: PhraseTrieBuilder,
  vocabulary: Vocabulary,
): void {
  // Who finds the forms of a word finds the word as it stands too.
  const languages = term.languages.length === 0 ? [null] : term.languages;
  for (const language of languages) {
    const reading = { language, compounds: term.compounds };
    const keys = term.words.map((word) => vocabulary.want(word, reading));
    phrases.add(keys, { term, language, isNear });
  }
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
