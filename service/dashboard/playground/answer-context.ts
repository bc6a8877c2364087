import type { Language } from '../../look/language.ts';

/** For whom an answer is written, and how guides are shown. */
export interface AnswerContext {
  language: Language;
  now: Date;
  /** Markdown as the forum would show it, made harmless. */
  cook(markdown: string): string;
}
