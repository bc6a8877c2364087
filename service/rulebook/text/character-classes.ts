/** What a character does to the cutting of words. */
export const other = 0;
/** Begins a word, or goes on with one. */
export const letter = 1;
/** A word of its own: scripts without spaces between words, and Korean, whose endings would hide a word. */
export const alone = 2;
/** Goes on with a word, and begins none: accents that stand apart, soft hyphens, joiners. */
export const inside = 3;
/** One half of a character: look at both. */
export const surrogate = 4;

const unspaced = String.raw`\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Hang}\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}`;
const isAlone = new RegExp(String.raw`^[[\p{L}\p{N}]&&[${unspaced}]]$`, 'v');
const isLetter = /^[\p{L}\p{N}]$/u;
const isInside = /^(?:\p{M}|\u00AD|\u200C|\u200D|\u2060)$/u;

/** The class of a code point beyond the table of `characterClasses`. */
export function classOf(codePoint: number): number {
  const character = String.fromCodePoint(codePoint);
  if (isAlone.test(character)) return alone;
  if (isLetter.test(character)) return letter;
  return isInside.test(character) ? inside : other;
}

let table: Uint8Array | null = null;

/** The class of every UTF-16 unit that is a character by itself; worked out once, when the first text is read. */
export function characterClasses(): Uint8Array {
  table ??= Uint8Array.from({ length: 0x1_0000 }, (_, unit) =>
    unit >>> 11 === 0x1b ? surrogate : classOf(unit),
  );
  return table;
}
