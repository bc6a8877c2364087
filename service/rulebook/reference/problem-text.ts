/** What a problem code means, and an example that causes it. Codes are never renamed: people look them up and tools filter by them. */
export interface ProblemText {
  means: string;
  mend: string;
  example: ProblemExample;
}

/**
 * Lines of a rule (they take the place of the same keys of a rule in order), whole files by path, or words about a folder
 * where no text can cause it.
 */
export type ProblemExample =
  | { rule: string }
  | { files: Readonly<Record<string, string>> }
  | { folder: string };
