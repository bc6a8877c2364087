/** Phrases of all rules, found by their first word, so that a post costs what it contains and not how many rules there are. */
export interface PhraseIndex {
  byFirstWord: ReadonlyMap<string, readonly IndexedPhrase[]>;
}

export interface IndexedPhrase {
  phrase: string;
  words: readonly string[];
}
