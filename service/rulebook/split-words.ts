import { alone, characterClasses, classOf, inside, letter } from './text/character-classes.ts';

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
  const words: Word[] = [];
  eachWord(text, (start, end) => {
    const folded = foldWord(text.slice(start, end));
    if (folded !== '') words.push({ folded, start, end });
  });
  return words;
}

/** Tells where each word of `text` begins and ends, from left to right, without making anything of it. */
export function eachWord(text: string, tell: (start: number, end: number) => void): void {
  const classes = characterClasses();
  for (let at = 0; at < text.length;) {
    const unit = text.charCodeAt(at);
    const isPair = isHighSurrogate(unit);
    const kind = isPair ? classOf(text.codePointAt(at) ?? unit) : classes[unit];
    const start = at;
    at += isPair && text.charCodeAt(at + 1) >>> 10 === 0x37 ? 2 : 1;
    if (kind === letter) at = endOfWord(text, at, classes);
    else if (kind === alone) at = endOfMarks(text, at);
    else continue;
    tell(start, at);
  }
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

function endOfWord(text: string, from: number, classes: Uint8Array): number {
  let at = from;
  for (;;) {
    const unit = text.charCodeAt(at);
    if (isHighSurrogate(unit)) {
      const kind = classOf(text.codePointAt(at) ?? unit);
      if (kind !== letter && kind !== inside) break;
      at += 2;
      continue;
    }
    const kind = classes[unit];
    if (kind !== letter && kind !== inside) break;
    at += 1;
  }
  const sign = text.charCodeAt(at);
  if (sign === plus && text.charCodeAt(at + 1) === plus) return at + 2;
  if (sign === hash && !isLetterAt(text, at + 1)) return at + 1;
  const isContraction =
    (sign === 0x27 || sign === 0x2019) &&
    (text.charCodeAt(at - 1) | 0x20) === 0x6e &&
    (text.charCodeAt(at + 1) | 0x20) === 0x74 &&
    !isLetterAt(text, at + 2);
  return isContraction ? at + 2 : at;
}

const plus = 0x2b;
const hash = 0x23;

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

function isHighSurrogate(unit: number): boolean {
  return unit >>> 10 === 0x36;
}
