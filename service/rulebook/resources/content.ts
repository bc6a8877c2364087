import type { SessionTime } from './session-time.ts';

/** The body of a guide, taken apart as its form has it. All texts are Markdown. */
export type Content =
  | { form: 'microguide' }
  | ListContent
  | { form: 'decision-tree'; question: string; answers: readonly Answer[]; after: string }
  | { form: 'video'; shows: string; alternative: string; url: string; lengthMs: number }
  | { form: 'template' }
  | { form: 'story'; who: string }
  | { form: 'session'; when: SessionTime; where: string; join: string };

export interface ListContent {
  form: 'checklist' | 'steps';
  before: string;
  /** Each of one line. */
  items: readonly string[];
  after: string;
}

/** One way out of a question: what to do, or the next question with answers of its own. */
export interface Answer {
  answer: string;
  outcome: string;
  answers: readonly Answer[];
}
