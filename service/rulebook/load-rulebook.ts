import type { RulebookVersion } from '../model/ids.ts';
import type { Problem } from './problem.ts';
import type { Rulebook } from './rulebook.ts';

/** A file below the rules folder; `path` is relative to it, with `/`: `questions/logs.yml`. */
export interface RuleFile {
  path: string;
  text: string;
}

export interface LoadOptions {
  /** SHA-256 (hex) over the files, from `rule-files`. */
  version: RulebookVersion;
  /** `shortened` is for the demo forum: waits and spacing of seconds, no quiet hours. */
  waits?: 'as written' | 'shortened';
}

export type LoadedRulebook =
  | { ok: true; rulebook: Rulebook; warnings: Problem[] }
  | { ok: false; problems: Problem[] };

/** Reads all files of a rules folder at once. With any fault there is no rulebook, and every fault is told. */
export function loadRulebook(files: readonly RuleFile[], options: LoadOptions): LoadedRulebook {
  throw new Error(`not written yet: ${files.length} ${options.version}`);
}
