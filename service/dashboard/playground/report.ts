import type { Rulebook } from '../../rulebook/rulebook.ts';
import type { KeptPost } from '../../storage/reports/kept-posts.ts';
import type { Answer } from './ask.ts';
import type { Filled } from './fill-in.ts';
import type { Question } from './question.ts';

/** All that the page of the playground shows. */
export interface PlaygroundReport {
  question: Question;
  answer: Answer;
  said: Filled['said'];
  rulebook: Rulebook | null;
  /** Newest posts to choose from. */
  kept: readonly KeptPost[];
  now: Date;
  canPropose: boolean;
  /** What became of a proposal. */
  proposed: { branch: string; url: string | null } | { because: string } | null;
  cook(markdown: string): string;
}
