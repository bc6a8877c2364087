import {
  alone,
  characterClasses,
  classOf,
  inside,
  letter,
  other,
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
  /** A number made of each word's UTF-16 units, the same for the same word. */
  hashes: Int32Array;
}

/** Room for the words of any text of this length. */
export function placesFor(length: number): WordPlaces {
  return {
    starts: new Int32Array(length + 1),
    ends: new Int32Array(length + 1),
    hashes: new Int32Array(length + 1),
  };
}

let room: WordPlaces | null = null;

/** Room that is used again: a rulebook has thousands of short phrases to cut. */
function roomFor(length: number): WordPlaces {
  if (room === null || room.starts.length <= length) room = placesFor(Math.max(1_000, length));
  return room;
}

/** Writes down where each word of `text` begins and ends, from left to right, and returns how many there are. */
export function cutWords(text: string, { starts, ends, hashes }: WordPlaces): number {
  const classes = characterClasses();
  const { length } = text;
  let count = 0;
  for (let at = 0; at < length;) {
    const start = at;
    let unit = text.charCodeAt(at);
    let kind = classes[unit] ?? other;
    if (kind === other) {
      at += 1;
      continue;
    }
    if (kind === surrogate) kind = classOf(text.codePointAt(at) ?? unit);
    at = next(text, at);
    if (kind !== letter && kind !== alone) continue;
    let hash = unit;
    if (kind === letter) {
      for (; at < length; at += 1) {
        unit = text.charCodeAt(at);
        kind = classes[unit] ?? other;
        if (kind !== letter && kind !== inside && !isPairInside(text, at, kind)) break;
        if (kind === surrogate) at += 1;
        hash = (Math.imul(hash, 31) + unit) | 0;
      }
      if (isSign(unit)) at = endOfSigns(text, at);
    } else at = endOfMarks(text, at);
    starts[count] = start;
    ends[count] = at;
    hashes[count] = hash;
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
  const sign = text.charCodeAt(at);
  if (!isSign(sign)) return at;
  if (sign === plus) return text.charCodeAt(at + 1) === plus ? at + 2 : at;
  if (sign === hashSign) return isLetterAt(text, at + 1) ? at : at + 1;
  const isContraction =
    (text.charCodeAt(at - 1) | 0x20) === 0x6e &&
    (text.charCodeAt(at + 1) | 0x20) === 0x74 &&
    !isLetterAt(text, at + 2);
  return isContraction ? at + 2 : at;
}

function isSign(unit: number): boolean {
  return unit === plus || unit === hashSign || unit === apostrophe || unit === curly;
}

const plus = 0x2b;
const hashSign = 0x23;
const apostrophe = 0x27;
const curly = 0x2019;

function endOfMarks(text: string, from: number): number {
  let at = from;
  while (at < text.length && isMark.test(String.fromCodePoint(text.codePointAt(at) ?? 0)))
    at += (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
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
