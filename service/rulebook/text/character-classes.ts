/** What a character does to the cutting of words. */
export const other = 0;
/** Belongs to no word, but may end one: `C++`, `C#`, `don't`. */
export const sign = 1;
/** From here to `lastPlain`: a letter or digit of ASCII, and which one, in six bits; a capital is its small letter. */
export const firstPlain = 2;
export const lastPlain = 37;
/** Any other that begins a word, or goes on with one. */
export const letter = 38;
/** A word of its own: scripts without spaces between words, and Korean, whose endings would hide a word. */
export const alone = 39;
/** Goes on with a word, and begins none: accents that stand apart, soft hyphens, joiners. */
export const inside = 40;
/** One half of a character: look at both. */
export const surrogate = 41;

const unspaced = String.raw`\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Hang}\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}`;
const isAlone = new RegExp(String.raw`^[[\p{L}\p{N}]&&[${unspaced}]]$`, 'v');
const isLetter = /^[\p{L}\p{N}]$/u;
const isInside = /^(?:\p{M}|\u00AD|\u200C|\u200D|\u2060)$/u;
const plain = '0123456789abcdefghijklmnopqrstuvwxyz';

/** The class of a code point beyond the table of `characterClasses`. */
export function classOf(codePoint: number): number {
  const character = String.fromCodePoint(codePoint);
  if (isAlone.test(character)) return alone;
  if (isLetter.test(character)) return letter;
  return isInside.test(character) ? inside : other;
}

/** Whether a character of this class begins a word and goes on with one. */
export function isOfWords(kind: number): boolean {
  return kind >= firstPlain && kind <= letter;
}

let table: Uint8Array | null = null;

/** The class of every UTF-16 unit that is a character by itself; worked out once, when the first text is read. */
export function characterClasses(): Uint8Array {
  table ??= Uint8Array.from({ length: 0x1_0000 }, (_, unit) => {
    if (unit >>> 11 === 0x1b) return surrogate;
    const character = String.fromCharCode(unit);
    if ("+#'\u2019".includes(character)) return sign;
    const rank = unit < 0x80 ? plain.indexOf(character.toLowerCase()) : -1;
    return rank === -1 ? classOf(unit) : firstPlain + rank;
  });
  return table;
}
