import type { RE2JS } from 're2js';
import type { Fragment } from './fragment.ts';

/** Where a term is looked for: the member's own words (title and text), or what they set apart as code or as a quotation. */
export type Zone = 'own' | 'code' | 'quoted';

/** One thing a rule asks a text for. Equal terms of different rules are one object, so that it is looked for once. */
export type Term = PhraseTerm | PatternTerm | NearTerm;

interface Numbered {
  /** Its number among the terms of its rulebook, from 0. */
  number: number;
}

/** Words side by side in one sentence. */
export interface PhraseTerm extends Numbered {
  kind: 'phrase';
  /** As the rule file writes it; evidence and reasons name it so. */
  written: string;
  zone: Zone;
  /** Folded, in order. */
  words: readonly string[];
  /** Whose word forms count. Empty: only the words as they stand. */
  languages: readonly string[];
  /** Words inside compounds count too: `konto` in `Benutzerkonto`. */
  compounds: boolean;
}

/** An RE2 pattern, for one line at a time. */
export interface PatternTerm extends Numbered {
  kind: 'pattern';
  written: string;
  zone: Zone;
  pattern: RE2JS;
  /** Instructions of the compiled pattern: time is at most this times the length of the line. */
  size: number;
  /** No line can match without one of each list; by the first list the lines are found. */
  fragments: readonly (readonly Fragment[])[];
  /** What any match begins with, folded: one of these; null: could be anything. */
  beginnings: readonly string[] | null;
}

/** Phrases in any order in one sentence, from the first word to the last at most `within` words. */
export interface NearTerm extends Numbered {
  kind: 'near';
  /** `export … mesh (6)`. */
  written: string;
  zone: Zone;
  phrases: readonly PhraseTerm[];
  within: number;
}
