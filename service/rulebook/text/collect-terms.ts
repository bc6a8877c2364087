import { splitWords } from '../split-words.ts';
import { isPattern, parsePattern } from './parse-pattern.ts';
import { baseOf, hasStems } from './stem-word.ts';
import type { NearTerm, PatternTerm, PhraseTerm, Term, Zone } from './term.ts';

/** How a rule wants its words read: whose word forms count, and whether compounds do. */
export interface TermReading {
  languages: readonly string[];
  compounds: boolean;
}

export interface Terms {
  /** A phrase, `"a phrase as it stands"` or a `/pattern/`; already checked by the schema. */
  ofWritten(written: string, zone: Zone, reading: TermReading): Term;
  ofNear(near: { words: readonly string[]; within: number }, reading: TermReading): NearTerm;
}

/** Makes terms of what rule files write; equal ones become one object. */
export function collectTerms(): Terms {
  const phrases = new Map<string, PhraseTerm>();
  const patterns = new Map<string, PatternTerm>();
  const nears = new Map<string, NearTerm>();
  const next = (): number => phrases.size + patterns.size + nears.size;

  function ofPhrase(written: string, zone: Zone, reading: TermReading): PhraseTerm {
    const asItStands = /^".+"$/s.test(written);
    const languages = asItStands ? [] : [...new Set(reading.languages.filter(hasStems).map(baseOf))];
    const compounds = reading.compounds && !asItStands;
    return once(phrases, [written, zone, languages, compounds], () => ({
      kind: 'phrase',
      number: next(),
      written,
      zone,
      words: splitWords(written).map((word) => word.folded),
      languages,
      compounds,
    }));
  }

  return {
    ofWritten(written, zone, reading) {
      if (!isPattern(written)) return ofPhrase(written, zone, reading);
      return once(patterns, [written, zone], () => {
        const parsed = parsePattern(written);
        if (typeof parsed === 'string') throw new TypeError(`pattern ${written} was not checked: ${parsed}`);
        return { kind: 'pattern', number: next(), written, zone, ...parsed };
      });
    },
    ofNear({ words, within }, reading) {
      const members = words.map((word) => ofPhrase(word, 'own', reading));
      const written = `${words.join(' … ')} (${within})`;
      return once(
        nears,
        [words, within, members.map((phrase) => [phrase.languages, phrase.compounds])],
        () => ({
          kind: 'near',
          number: next(),
          written,
          zone: 'own',
          phrases: members,
          within,
        }),
      );
    },
  };
}

function once<T>(made: Map<string, T>, key: readonly unknown[], make: () => T): T {
  const name = JSON.stringify(key);
  const term = made.get(name) ?? make();
  made.set(name, term);
  return term;
}
