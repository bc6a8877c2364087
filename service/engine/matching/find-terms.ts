import { foldWord } from '../../rulebook/split-words.ts';
import { type PhraseEnd, zones } from '../../rulebook/text/phrase-trie.ts';
import { baseOf } from '../../rulebook/text/stem-word.ts';
import type { PhraseTerm, Term, Zone } from '../../rulebook/text/term.ts';
import type { PostTexts, TextIndex } from '../../rulebook/text/text-index.ts';
import { detectLanguage } from './detect-language.ts';
import { findNear, mostNearSteps } from './find-near.ts';
import { FoundTerms, Hits } from './found-terms.ts';
import { findPattern, mostPatternSteps } from './find-pattern.ts';
import { findPhrases } from './find-phrases.ts';
import { mostForms, readWords } from './read-words.ts';
import type { Line, Place, WordsOf } from './read-words.ts';

/** Looks for everything the rulebook asks for, in one walk over the words of a post. */
export function findTerms(index: TextIndex, texts: PostTexts): FoundTerms {
  const hits = new Hits(index.newest);
  const budget = { forms: mostForms, patternSteps: mostPatternSteps, nearSteps: mostNearSteps };
  const reading: Reading = { index, hits, unread: null, budget, speaks: languageTest(index, texts) };
  readPart(reading, 0, 'own', texts.title);
  readPart(reading, 1, 'own', texts.body);
  readPart(reading, 1, 'code', texts.code);
  readPart(reading, 1, 'quoted', texts.quoted);
  return new FoundTerms(
    index.terms,
    hits,
    (term) => reading.unread?.has(term) === true || (budget.forms < 0 && hasForms(term)),
  );
}

/** One post as it is being read. */
interface Reading {
  index: TextIndex;
  hits: Hits;
  /** Terms that were not looked for to the end; null: none so far. */
  unread: Set<Term> | null;
  budget: { forms: number; patternSteps: number; nearSteps: number };
  speaks(language: string): boolean;
}

function readPart(reading: Reading, part: number, zone: Zone, text: string): void {
  if (text === '') return;
  const { index, hits, budget, speaks } = reading;
  const words = readWords(index.words, text, budget);
  const { starts, ends } = words;
  const { phrases } = index;
  const ownZone = zones.indexOf(zone);
  const isSimple = index.languages.length < 2 && index.nears.size === 0;
  let phrasePlaces: PhrasePlaces | null = null;
  findPhrases(index, words, (end, first, last) => {
    if (phrases.zoneAt(end) !== ownZone) return;
    const term = phrases.termAt(end);
    if (!isSimple) {
      const found = phrases.ends[end];
      if (found === undefined || isForeign(found, words, first, speaks)) return;
      if (found.isNear) addPlace((phrasePlaces ??= new Map()), found.term, first, last);
    }
    hits.note(term, part, starts[first] ?? 0, ends[last] ?? 0);
  });
  if (phrasePlaces !== null) findNears(reading, part, words, phrasePlaces);
  if (words.fragments !== null) findPatterns(reading, part, zone, words);
}

/** Whether what was found is a form in a language that the post is not in. */
function isForeign(
  { term, language }: PhraseEnd,
  words: WordsOf,
  first: number,
  speaks: Reading['speaks'],
): boolean {
  // To look at the letters costs less than to tell a language.
  return language !== null && !standsAsWritten(term, words, first) && !speaks(language);
}

type PhrasePlaces = Map<PhraseTerm, Place[]>;

function findNears(reading: Reading, part: number, words: WordsOf, found: PhrasePlaces): void {
  const { index, hits, budget } = reading;
  for (const near of new Set([...found.keys()].flatMap((phrase) => index.nears.get(phrase) ?? []))) {
    const { places, complete } = findNear(near, found, words, budget);
    for (const { first, last } of places)
      hits.note(near.number, part, words.starts[first] ?? 0, words.ends[last] ?? 0);
    const isCut = near.phrases.some((phrase) => found.get(phrase)?.length === mostNearPlaces);
    if (!complete || (isCut && places.length === 0)) leaveUnread(reading, near);
  }
}

function leaveUnread(reading: Reading, term: Term): void {
  reading.unread ??= new Set();
  reading.unread.add(term);
}

function addPlace(found: PhrasePlaces, term: PhraseTerm, first: number, last: number): void {
  const list = found.get(term) ?? [];
  found.set(term, list);
  if (list.length < mostNearPlaces && list.at(-1)?.first !== first) list.push({ first, last });
}

function findPatterns(reading: Reading, part: number, zone: Zone, words: WordsOf): void {
  const { index, hits, budget } = reading;
  for (const [at, lines] of linesByPattern(index, words)) {
    const term = index.patterns[at];
    if (term === undefined || term.zone !== zone) continue;
    const { places, complete } = findPattern(term, words.text, lines, budget);
    for (const { start, end } of places) hits.note(term.number, part, start, end);
    if (!complete) leaveUnread(reading, term);
  }
}

const mostNearPlaces = 500;

/** Of each pattern that has a fragment in the text: the lines that hold one, by fragment. */
function linesByPattern(
  { words: cache }: TextIndex,
  { fragments }: WordsOf,
): Map<number, (readonly Line[])[]> {
  const found = new Map<number, (readonly Line[])[]>();
  for (const [fragment, lines] of fragments ?? []) {
    for (const pattern of cache.patternsOf(fragment)) {
      const known = found.get(pattern);
      if (known === undefined) found.set(pattern, [lines]);
      else known.push(lines);
    }
  }
  return found;
}

/** In a post of another language only the words count that the rule file writes. */
function standsAsWritten(
  { words: wanted }: PhraseTerm,
  { text, starts, ends }: WordsOf,
  first: number,
): boolean {
  return wanted.every((word, at) => foldWord(text.slice(starts[first + at], ends[first + at])) === word);
}

/** The post's language is worked out only when something depends on it: a form of a word was found. */
function languageTest({ languages }: TextIndex, { title, body }: PostTexts): (language: string) => boolean {
  let detected: string | null | undefined = languages.length < 2 ? null : undefined;
  return (language) => {
    if (detected === undefined) {
      const told = detectLanguage(`${title}\n${body}`, languages);
      detected = told === null ? null : baseOf(told);
    }
    return detected === null || detected === language;
  };
}

function hasForms(term: Term): boolean {
  if (term.kind === 'near') return term.phrases.some(hasForms);
  return term.kind === 'phrase' && term.languages.length > 0;
}
