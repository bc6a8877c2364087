import type { ProblemText } from './problem-text.ts';
import { problemsOfCare } from './problems-of-care.ts';
import { problemsOfFiles } from './problems-of-files.ts';
import { problemsOfGuides } from './problems-of-guides.ts';
import { problemsOfRules } from './problems-of-rules.ts';
import { problemsOfTimes } from './problems-of-times.ts';

/** Every problem that `check` can tell, by its stable code. A test holds each to its example, and finds codes without a text. */
export const problemTexts: Readonly<Record<string, ProblemText>> = {
  ...problemsOfFiles,
  ...problemsOfRules,
  ...problemsOfGuides,
  ...problemsOfCare,
  ...problemsOfTimes,
};
