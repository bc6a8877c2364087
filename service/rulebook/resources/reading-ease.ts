/** How easily a text reads, by a published formula; 0 is for scholars, 100 for children. */
export interface ReadingEase {
  formula: string;
  score: number;
  /** Below this most people have to read a sentence twice. */
  hardBelow: number;
}

interface Formula {
  name: string;
  hardBelow: number;
  score(wordsPerSentence: number, syllablesPerWord: number): number;
  syllables(word: string): number;
}

/**
 * English: Flesch, "A new readability yardstick", 1948. German: Amstad, "Wie verständlich sind unsere Zeitungen?", 1978,
 * the same measure for a language of longer words. Other languages are not measured.
 */
const formulas: Readonly<Record<string, Formula | undefined>> = {
  en: {
    name: 'Flesch Reading Ease',
    hardBelow: 50,
    score: (words, syllables) => 206.835 - 1.015 * words - 84.6 * syllables,
    syllables: (word) =>
      syllablesBySound(word.replace(/(?:[^laeiouy]es|(?<![td])ed|(?<!l)e)$/, ''), /[aeiouy]+/g),
  },
  de: {
    name: 'Amstad',
    hardBelow: 40,
    score: (words, syllables) => 180 - words - 58.5 * syllables,
    syllables: (word) => syllablesBySound(word, /ei|ai|au|eu|äu|ie|aa|ee|oo|[aeiouyäöü]/g),
  },
};

/** @returns null for a language without a formula here, and for texts too short to measure. */
export function readingEase(readable: string, locale: string): ReadingEase | null {
  const formula = formulas[locale.split('-')[0] ?? locale];
  const sentences = readable
    .split(/[.!?:;…]+(?=\s|$)|\n(?!\s*\p{Ll})/u)
    .map((sentence) => sentence.toLowerCase().match(/\p{L}+(?:['’]\p{L}+)*/gu) ?? [])
    .filter((words) => words.length > 0);
  const words = sentences.flat();
  if (formula === undefined || words.length < fewestWords) return null;
  const syllables = words.reduce((sum, word) => sum + formula.syllables(word), 0);
  const score = formula.score(words.length / sentences.length, syllables / words.length);
  return { formula: formula.name, score: Math.round(score), hardBelow: formula.hardBelow };
}

const fewestWords = 30;

function syllablesBySound(word: string, sounds: RegExp): number {
  return Math.max(1, word.match(sounds)?.length ?? 0);
}
