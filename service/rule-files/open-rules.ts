import { setTimeout as delay } from 'node:timers/promises';
import { type RuleFile, loadRulebook } from '../rulebook/load-rulebook.ts';
import { formatProblem, sortProblems } from '../rulebook/problem.ts';
import type { Problem } from '../rulebook/problem.ts';
import type { Rulebook } from '../rulebook/rulebook.ts';
import { readRuleFiles } from './read-rule-files.ts';
import { watchRuleFiles } from './watch-rule-files.ts';
import type { WatchOptions } from './watch-rule-files.ts';

export interface OpenRulesOptions extends WatchOptions {
  /** The rules folder. */
  path: string;
  waits?: 'as written' | 'shortened';
  /** Runs the rules' own cases; the engine is handed in, because this edge may not import it. */
  runCases(rulebook: Rulebook): Problem[];
  /** What decides when the very first version read is faulty; without it, or when it knows none, opening fails. */
  lastGood?(): Promise<Rulebook | null>;
  /** A good rulebook is in force: a new one, or the present one again after faults. */
  onRulebook?(rulebook: Rulebook, warnings: readonly Problem[], files: readonly RuleFile[]): void;
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
  constructor(path: string, problems: readonly Problem[]) {
    super(`The rules in ${path} are not in order:\n${problems.map(formatProblem).join('\n')}`);
    this.problems = problems;
  }
}

/** Reads and watches a rules folder. Rejects with `RulesError` when its first version is faulty and there is no last good one. */
export async function openRules(options: OpenRulesOptions): Promise<OpenRules> {
  const first = await readRulebook(options);
  const start = first.ok ? first.rulebook : await options.lastGood?.();
  let problems: readonly Problem[] = first.ok ? [] : first.problems;
  if (!start) throw new RulesError(options.path, problems);
  let rulebook = start;
  if (first.ok) options.onRulebook?.(rulebook, first.warnings, first.files);
  else options.onProblems?.(problems);

  async function reload(): Promise<boolean> {
    const next = await readRulebook(options, rulebook);
    if (!next.ok) {
      const isNews = describe(next.problems) !== describe(problems);
      problems = next.problems;
      if (isNews) options.onProblems?.(problems);
      return false;
    }
    const isNews = next.rulebook !== rulebook || problems.length > 0;
    problems = [];
    rulebook = next.rulebook;
    if (isNews) options.onRulebook?.(rulebook, next.warnings, next.files);
    return true;
  }

  let turn: Promise<unknown> = Promise.resolve();
  function reloadInTurn(): Promise<boolean> {
    const next = turn.then(reload);
    turn = next.catch(() => undefined);
    return next;
  }

  const watching = watchRuleFiles(options.path, async () => void (await reloadInTurn()), options);
  return {
    current: () => rulebook,
    problems: () => problems,
    reload: reloadInTurn,
    [Symbol.asyncDispose]: () => watching[Symbol.asyncDispose](),
  };
}

export type ReadRulebook =
  | { ok: true; rulebook: Rulebook; warnings: Problem[]; files: readonly RuleFile[] }
  | { ok: false; problems: Problem[] };

/** Reads a rules folder once: files, schema, links, cases. `present` is handed back when nothing has changed. */
export async function readRulebook(
  options: Pick<OpenRulesOptions, 'path' | 'waits' | 'runCases'>,
  present?: Rulebook,
): Promise<ReadRulebook> {
  const read = await readFolder(options.path);
  if (!read.ok) return read;
  if (read.problems.length === 0 && present?.version === read.version) {
    return { ok: true, rulebook: present, warnings: [], files: read.files };
  }
  try {
    const loaded = loadRulebook(read.files, { version: read.version, waits: options.waits ?? 'as written' });
    if (!loaded.ok) return { ok: false, problems: sortProblems([...read.problems, ...loaded.problems]) };
    const problems = sortProblems([...read.problems, ...options.runCases(loaded.rulebook)]);
    return problems.length > 0 ? { ok: false, problems } : { ...loaded, files: read.files };
  } catch (error) {
    // Files are written by people: whatever they hold, the service goes on with the rules it has.
    const message = `these rules could not be read, and the fault is ours: ${String(error)}; please report it`;
    return { ok: false, problems: [{ file: options.path, line: 1, column: 1, code: 'unexpected', message }] };
  }
}

/** A file that an editor is just replacing may be away for a moment, so a failure is looked at twice. */
async function readFolder(path: string) {
  try {
    const read = await readRuleFiles(path).catch(() => delay(100).then(() => readRuleFiles(path)));
    return { ok: true as const, ...read };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    const message = `cannot read the rules folder (${code}); RULES_PATH names it`;
    return {
      ok: false as const,
      problems: [{ file: path, line: 1, column: 1, code: 'unreadable_folder', message }],
    };
  }
}

function describe(problems: readonly Problem[]): string {
  return problems.map(formatProblem).join('\n');
}
