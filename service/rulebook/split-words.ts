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
  for (const match of text.matchAll(wordPattern)) {
    const folded = foldWord(match[0]);
    if (folded !== '') words.push({ folded, start: match.index, end: match.index + match[0].length });
  }
  return words;
}

/** `Ｆｏｏ`, `FOO` and `foo` are one word, so are `Straße` and `STRASSE`; accents count. */
export function foldWord(word: string): string {
  return word
    .normalize('NFKC')
    .replace(/\u00AD|\u200C|\u200D|\u2060/g, '')
    .replace(/\u2019/g, "'")
    .toUpperCase()
    .toLowerCase()
    .replace(/i\u0307/g, 'i')
    .normalize('NFC');
}

const unspaced = String.raw`\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Hang}\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}`;
const letter = String.raw`[[\p{L}\p{N}]--[${unspaced}]]`;
const inside = String.raw`[[\p{L}\p{N}\p{M}\u00AD\u200C\u200D\u2060]--[[\p{L}\p{N}]&&[${unspaced}]]]`;

/** One character class after the other and no choice between them, so that it never goes back: time is linear. */
const wordPattern = new RegExp(
  String.raw`[[\p{L}\p{N}]&&[${unspaced}]]\p{M}*|${letter}${inside}*(?:(?<=[nN])['\u2019][tT](?!${letter})|\+\+|#(?!${letter}))?`,
  'gv',
);
