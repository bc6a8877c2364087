import { setTimeout as delay } from 'node:timers/promises';
import type { Problem } from '../rulebook/problem.ts';
import { readRuleFiles } from './read-rule-files.ts';
import { type WatchOptions, watchRuleFiles } from './watch-rule-files.ts';
import type { ReadRuleFiles } from './what-is-read.ts';

/** Where rule files come from: a folder, or a repository. */
export interface RuleSource {
  /** As messages call it. */
  readonly name: string;
  /** What there is now. Rejects when nothing can be had at all; `explain` then says why. */
  read(): Promise<ReadRuleFiles>;
  explain(error: unknown): Problem;
  /** Calls `onChange` whenever something may be new; a call too many costs little. Dispose to stop. */
  watch(onChange: () => Promise<void>): AsyncDisposable;
}

export function ruleFolder(path: string, options: WatchOptions = {}): RuleSource {
  return {
    name: path,
    // A file that an editor is just replacing may be away for a moment, so a failure is looked at twice.
    read: () => readRuleFiles(path).catch(() => delay(100).then(() => readRuleFiles(path))),
    explain(error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
      const message = `cannot read the rules folder (${code}); RULES_PATH names it`;
      return { file: path, line: 1, column: 1, code: 'unreadable_folder', message };
    },
    watch: (onChange) => watchRuleFiles(path, onChange, options),
  };
}
