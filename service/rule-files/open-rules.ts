import type { Problem } from '../rulebook/problem.ts';
import type { Rulebook } from '../rulebook/rulebook.ts';

export interface OpenRulesOptions {
  /** The rules folder. */
  path: string;
  waits?: 'as written' | 'shortened';
  /** Runs the rules' own cases; the engine is handed in, because this edge may not import it. */
  runCases(rulebook: Rulebook): Problem[];
  /** A new good rulebook is in force. */
  onRulebook?(rulebook: Rulebook, warnings: readonly Problem[]): void;
  /** Files changed and are faulty; the last good rulebook stays in force. */
  onProblems?(problems: readonly Problem[]): void;
}

export interface OpenRules extends AsyncDisposable {
  /** The last good rulebook. */
  current(): Rulebook;
  /** Faults of the newest files; empty when they are in force. */
  problems(): readonly Problem[];
  /** Reads the files now; resolves to whether they are in force. */
  reload(): Promise<boolean>;
}

export class RulesError extends Error {
  override name = 'RulesError';
  readonly problems: readonly Problem[];
  constructor(message: string, problems: readonly Problem[]) {
    super(message);
    this.problems = problems;
  }
}

/** Reads and watches a rules folder. Rejects with `RulesError` when its very first version is faulty. */
export async function openRules(options: OpenRulesOptions): Promise<OpenRules> {
  throw new Error(`not written yet: ${options.path}`);
}
