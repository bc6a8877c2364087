import type { Evidence } from '../../model/decision.ts';
import { foldWord } from '../../rulebook/split-words.ts';
import { noKeys, phraseEnds } from '../../rulebook/text/key-sets.ts';
import { baseOf } from '../../rulebook/text/stem-word.ts';
import type { NearTerm, PhraseTerm, Term, Zone } from '../../rulebook/text/term.ts';
import type { PhraseEnd, PhraseNode, TextIndex } from '../../rulebook/text/text-index.ts';
import { detectLanguage } from './detect-language.ts';
import { findNear, mostNearSteps } from './find-near.ts';
import { findPattern, mostPatternSteps } from './find-pattern.ts';
import { isAdjacent, mostForms, readWords } from './read-words.ts';
import type { Line, Place, WordsOf } from './read-words.ts';

/** A post as the matcher reads it. Offsets into each part are offsets into what the member typed. */
export interface PostTexts {
  title: string;
  /** The member's own words; everything else is spaces. */
  body: string;
  /** Likewise what they set apart as code, and what they quoted; empty where no rule asks. */
  code: string;
  quoted: string;
}

export interface FoundTerms {
  /** Where each term occurs, the first five places. */
  places: ReadonlyMap<Term, readonly Evidence[]>;
  /** Whether a term that was not found may be there all the same, because the post is longer than one post may cost. */
  mayHide(term: Term): boolean;
}

const mostPlaces = 5;

/** Looks for everything the rulebook asks for, in one walk over the words of a post. */
export function findTerms(index: TextIndex, texts: PostTexts): FoundTerms {
  const places = new Map<Term, Evidence[]>();
  const unread = new Set<Term>();
  const budget = { forms: mostForms, patternSteps: mostPatternSteps, nearSteps: mostNearSteps };
  const speaks = languageTest(index, texts);

  for (const { part, zone, text } of partsOf(texts)) {
    const words = readWords(index.words, text, budget);
    const phrasePlaces = new Map<PhraseTerm, Place[]>();
    const note = (term: Term, start: number, end: number): void => {
      const known = places.get(term);
      if (known !== undefined && known.length >= mostPlaces) return;
      const evidence = { part, phrase: term.written, start, end };
      if (known === undefined) places.set(term, [evidence]);
      else if (!known.some((one) => isSame(one, evidence))) known.push(evidence);
    };
    findPhrases(index, words, ({ term, language, isNear }, first, last) => {
      if (term.zone !== zone) return;
      if (language !== null && !speaks(language) && !standsAsWritten(term, words, first)) return;
      note(term, words.starts[first] ?? 0, words.ends[last] ?? 0);
      if (!isNear) return;
      const list = phrasePlaces.get(term) ?? [];
      if (list.length < mostNearPlaces && list.at(-1)?.first !== first) list.push({ first, last });
      phrasePlaces.set(term, list);
    });
    for (const near of nearsOf(index, phrasePlaces)) {
      const found = findNear(near, phrasePlaces, words, budget);
      for (const { first, last } of found.places) note(near, words.starts[first] ?? 0, words.ends[last] ?? 0);
      const isCut = near.phrases.some((phrase) => phrasePlaces.get(phrase)?.length === mostNearPlaces);
      if (!found.complete || (isCut && found.places.length === 0)) unread.add(near);
    }
    for (const [at, lines] of linesByPattern(index, words)) {
      const term = index.patterns[at];
      if (term === undefined || term.zone !== zone) continue;
      const found = findPattern(term, text, lines, budget);
      for (const { start, end } of found.places) note(term, start, end);
      if (!found.complete) unread.add(term);
    }
  }
  return {
    places,
    mayHide: (term) => unread.has(term) || (budget.forms < 0 && hasForms(term)),
  };
}

const mostNearPlaces = 500;

type Meet = (end: PhraseEnd, first: number, last: number) => void;

/** Tells of every phrase that stands in the text. What most words can be is told apart by two numbers, without a look at any phrase. */
function findPhrases(index: TextIndex, words: WordsOf, meet: Meet): void {
  const { sets, count } = words;
  const { outlooks, bits } = index.words.sets;
  for (let first = 0; first < count; first += 1) {
    const set = sets[first] ?? noKeys;
    const outlook = outlooks[set] ?? 0;
    if (outlook === 0) continue;
    const next = first + 1 < count ? (bits[sets[first + 1] ?? noKeys] ?? 0) : 0;
    if ((outlook & (phraseEnds | next)) === 0) continue;
    for (const key of index.words.sets.keysOf(set)) {
      const node = index.phrases[key];
      if (node !== undefined) follow(index, node, words, first, first, meet);
    }
  }
}

function nearsOf({ nears }: TextIndex, found: ReadonlyMap<PhraseTerm, unknown>): Iterable<NearTerm> {
  if (found.size === 0) return [];
  return new Set([...found.keys()].flatMap((phrase) => nears.get(phrase) ?? []));
}

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

function follow(
  index: TextIndex,
  node: PhraseNode,
  words: WordsOf,
  first: number,
  before: number,
  meet: Meet,
): void {
  for (const end of node.ends) meet(end, first, before);
  const last = before + 1;
  if (last >= words.count) return;
  const { sets } = index.words;
  const set = words.sets[last] ?? noKeys;
  if ((node.outlook & (sets.bits[set] ?? 0)) === 0) return;
  for (const key of sets.keysOf(set)) {
    const next = node.next.get(key);
    if (next !== undefined && isAdjacent(words, last)) follow(index, next, words, first, last, meet);
  }
}

/** In a post of another language only the words count that the rule file writes. */
function standsAsWritten(
  { words: wanted }: PhraseTerm,
  { text, starts, ends }: WordsOf,
  first: number,
): boolean {
  return wanted.every((word, at) => foldWord(text.slice(starts[first + at], ends[first + at])) === word);
}

function partsOf({
  title,
  body,
  code,
  quoted,
}: PostTexts): readonly { part: Evidence['part']; zone: Zone; text: string }[] {
  const parts = [
    { part: 'title', zone: 'own', text: title },
    { part: 'body', zone: 'own', text: body },
    { part: 'body', zone: 'code', text: code },
    { part: 'body', zone: 'quoted', text: quoted },
  ] as const;
  return parts.filter(({ text }) => text !== '');
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

function isSame(a: Evidence, b: Evidence): boolean {
  return a.part === b.part && a.start === b.start && a.end === b.end;
}
