import { countWords } from './count-words.ts';
import { mostWords } from './forms.ts';
import { readableText } from './readable-text.ts';
import { readingEase } from './reading-ease.ts';
import type { ReadingEase } from './reading-ease.ts';
import type { GuideText } from './resource.ts';

export interface GuideMeasure {
  words: number;
  mostWords: number;
  /** Null: not measured in this language, or too short to measure. */
  ease: ReadingEase | null;
}

/** How long a guide is, how long its form may be, and how easily it reads. */
export function measureGuide({ body, content }: GuideText, locale: string): GuideMeasure {
  const readable = readableText(body);
  return {
    words: countWords(readable),
    mostWords: mostWords[content.form],
    ease: readingEase(readable, locale),
  };
}
