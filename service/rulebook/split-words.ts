import {
  alone,
  characterClasses,
  classOf,
  firstPlain,
  inside,
  isOfWords,
  lastPlain,
  letter,
  other,
  sign,
  surrogate,
} from './text/character-classes.ts';

/** A word as phrases are compared by it, and where it stands in the text it was cut from (UTF-16 units). */
export interface Word {
  folded: string;
  start: number;
  end: number;
}

/**
 * Cuts text into words of any script.
 *
 * Scripts that put no space between words, and Korean with its endings, are cut into single characters, so that
 * a phrase is found anywhere inside. Hyphens and apostrophes part words (`log-file`, `l'export`), except in `don't`;
 * `C++` and `C#` are words of their own.
 */
export function splitWords(text: string): Word[] {
  const places = roomFor(text.length);
  const count = cutWords(text, places);
  return Array.from({ length: count }, (_, at) => {
    const start = places.starts[at] ?? 0;
    const end = places.ends[at] ?? 0;
    return { folded: foldWord(text.slice(start, end)), start, end };
  }).filter(({ folded }) => folded !== '');
}

/** Where words stand in a text, one after the other. */
export interface WordPlaces {
  starts: Int32Array;
  ends: Int32Array;
  /**
   * Two numbers made of the letters of each word, the same for the same word. Where `high` is not below zero, the word is of
   * letters and digits of ASCII only, ten at most, and no other is made into these two, capitals aside; below zero others may be.
   */
  lows: Int32Array;
  highs: Int32Array;
}

/** Room for the words of any text of this length. */
export function placesFor(length: number): WordPlaces {
  return {
    starts: new Int32Array(length + 1),
    ends: new Int32Array(length + 1),
    lows: new Int32Array(length + 1),
    highs: new Int32Array(length + 1),
  };
}

let room: WordPlaces | null = null;

/** Room that is used again: a rulebook has thousands of short phrases to cut. */
function roomFor(length: number): WordPlaces {
  if (room === null || room.starts.length <= length) room = placesFor(Math.max(1_000, length));
  return room;
}

/** Letters of six bits that two numbers hold, with room for a mark. */
const mostInNumbers = 10;
/** Marks that two numbers do not tell all of a word. */
const isMore = 1 << 31;

/** Writes down where each word of `text` begins and ends, from left to right, and returns how many there are. */
export function cutWords(text: string, { starts, ends, lows, highs }: WordPlaces): number {
  const classes = characterClasses();
  const { length } = text;
  let count = 0;
  for (let at = 0; at < length;) {
    let kind = classes[text.charCodeAt(at)] ?? other;
    if (kind < firstPlain) {
      at += 1;
      continue;
    }
    const start = at;
    let low = 0;
    let high = 0;
    while (kind >= firstPlain && kind <= lastPlain) {
      const pushedOut = high >>> 26;
      high = (high << 6) | (low >>> 26);
      low = ((low << 6) | kind) ^ pushedOut;
      at += 1;
      kind = at < length ? (classes[text.charCodeAt(at)] ?? other) : other;
    }
    const plainEnd = at;
    if (kind !== other) {
      if (kind === surrogate && at === start) kind = classOf(text.codePointAt(at) ?? 0);
      if (at === start && kind !== letter) {
        at = next(text, at);
        if (kind !== alone) continue;
        low = text.codePointAt(start) ?? 0;
        at = endOfMarks(text, at);
      } else {
        for (; at < length; at += 1) {
          const unit = text.charCodeAt(at);
          kind = classes[unit] ?? other;
          if (kind !== letter && !isOfWords(kind) && kind !== inside && !isPairInside(text, at, kind)) break;
          if (kind === surrogate) at += 1;
          low = (Math.imul(low, 31) + unit) | 0;
        }
        if (kind === sign) at = endOfSigns(text, at);
      }
    }
    starts[count] = start;
    ends[count] = at;
    lows[count] = low;
    highs[count] = at === plainEnd && at - start <= mostInNumbers ? high : high | isMore;
    count += 1;
  }
  return count;
}

/** `Ｆｏｏ`, `FOO` and `foo` are one word, so are `Straße` and `STRASSE`; accents count. */
export function foldWord(word: string): string {
  if (/^[\x20-\x7E]*$/.test(word)) return word.toLowerCase();
  return word
    .normalize('NFKC')
    .replace(/\u00AD|\u200C|\u200D|\u2060/g, '')
    .replace(/\u2019/g, "'")
    .toUpperCase()
    .toLowerCase()
    .replace(/i\u0307/g, 'i')
    .normalize('NFC');
}

/** A word may end in signs that belong to it: `C++`, `C#`, `don't`. */
function endOfSigns(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  if (unit === plus) return text.charCodeAt(at + 1) === plus ? at + 2 : at;
  if (unit === hashSign) return isLetterAt(text, at + 1) ? at : at + 1;
  const isContraction =
    (text.charCodeAt(at - 1) | 0x20) === 0x6e &&
    (text.charCodeAt(at + 1) | 0x20) === 0x74 &&
    !isLetterAt(text, at + 2);
  return isContraction ? at + 2 : at;
}

const plus = 0x2b;
const hashSign = 0x23;

function endOfMarks(text: string, from: number): number {
  const classes = characterClasses();
  let at = from;
  while (at < text.length) {
    const kind = classes[text.charCodeAt(at)] ?? other;
    if (kind !== inside && kind !== surrogate) break;
    if (!isMark.test(String.fromCodePoint(text.codePointAt(at) ?? 0))) break;
    at = next(text, at);
  }
  return at;
}

const isMark = /^\p{M}$/u;

function isLetterAt(text: string, at: number): boolean {
  const codePoint = text.codePointAt(at);
  return codePoint !== undefined && classOf(codePoint) === letter;
}

function isPairInside(text: string, at: number, kind: number): boolean {
  if (kind !== surrogate || next(text, at) === at + 1) return false;
  const pair = classOf(text.codePointAt(at) ?? 0);
  return pair === letter || pair === inside;
}

function next(text: string, at: number): number {
  return at + ((text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1);
}
