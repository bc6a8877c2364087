import { type RuleFile, loadRulebook } from '../rulebook/load-rulebook.ts';
import { formatProblem, sortProblems } from '../rulebook/problem.ts';
import type { Problem } from '../rulebook/problem.ts';
import type { Rulebook } from '../rulebook/rulebook.ts';
import type { RuleSource } from './rule-source.ts';
import type { Commit } from './what-is-read.ts';

export interface OpenRulesOptions {
  source: RuleSource;
  waits?: 'as written' | 'shortened';
  /** Runs the rules' own cases; the engine is handed in, because this edge may not import it. */
  runCases(rulebook: Rulebook): Problem[];
  /** What decides when the very first version read is faulty; without it, or when it knows none, opening fails. */
  lastGood?(): Promise<Rulebook | null>;
  /** A good rulebook is in force: a new one, or the present one again after faults. */
  onRulebook?(rulebook: Rulebook, good: GoodRules): void;
  /** Files changed and are faulty, or newer ones cannot be had; the last good rulebook stays in force. */
  onProblems?(problems: readonly Problem[]): void;
}

export interface GoodRules {
  warnings: readonly Problem[];
  files: readonly RuleFile[];
  /** The commit they are of; null where they lie in a folder. */
  commit: Commit | null;
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
  constructor(name: string, problems: readonly Problem[]) {
    super(`The rules in ${name} are not in order:\n${problems.map(formatProblem).join('\n')}`);
    this.problems = problems;
  }
}

/** Reads and watches where the rules come from. Rejects with `RulesError` when its first version is faulty and there is no last good one. */
export async function openRules(options: OpenRulesOptions): Promise<OpenRules> {
  const first = await readRulebook(options);
  const start = first.ok ? first.rulebook : await options.lastGood?.();
  let problems = first.ok ? first.trouble : first.problems;
  if (!start) throw new RulesError(options.source.name, problems);
  let rulebook = start;
  if (first.ok) options.onRulebook?.(rulebook, first);
  if (problems.length > 0) options.onProblems?.(problems);

  async function reload(): Promise<boolean> {
    const next = await readRulebook(options, rulebook);
    const found = next.ok ? next.trouble : next.problems;
    const isOtherTrouble = describe(found) !== describe(problems);
    if (next.ok && (next.rulebook !== rulebook || (isOtherTrouble && found.length === 0)))
      options.onRulebook?.(next.rulebook, next);
    problems = found;
    if (isOtherTrouble && problems.length > 0) options.onProblems?.(problems);
    if (next.ok) rulebook = next.rulebook;
    return next.ok;
  }

  let turn: Promise<unknown> = Promise.resolve();
  function reloadInTurn(): Promise<boolean> {
    const next = turn.then(reload);
    turn = next.catch(() => undefined);
    return next;
  }

  const watching = options.source.watch(async () => void (await reloadInTurn()));
  return {
    current: () => rulebook,
    problems: () => problems,
    reload: reloadInTurn,
    [Symbol.asyncDispose]: () => watching[Symbol.asyncDispose](),
  };
}

export type ReadRulebook =
  | (GoodRules & { ok: true; rulebook: Rulebook; trouble: readonly Problem[] })
  | { ok: false; problems: Problem[] };

/** Reads once: files, schema, links, cases. `present` is handed back when nothing has changed. */
export async function readRulebook(
  options: Pick<OpenRulesOptions, 'source' | 'waits' | 'runCases'>,
  present?: Rulebook,
): Promise<ReadRulebook> {
  const read = await options.source.read().catch((error: unknown) => options.source.explain(error));
  if ('code' in read) return { ok: false, problems: [read] };
  const good = {
    files: read.files,
    commit: read.commit ?? null,
    trouble: read.trouble === undefined ? [] : [read.trouble],
  };
  if (read.problems.length === 0 && present?.version === read.version) {
    return { ...good, ok: true, rulebook: present, warnings: [] };
  }
  try {
    const loaded = loadRulebook(read.files, { version: read.version, waits: options.waits ?? 'as written' });
    if (!loaded.ok) return { ok: false, problems: sortProblems([...read.problems, ...loaded.problems]) };
    // Cases tell of hours and days: they are held against the rules as they are written, also where waits are seconds.
    const written =
      options.waits === 'shortened' ? loadRulebook(read.files, { version: read.version }) : loaded;
    const problems = sortProblems([
      ...read.problems,
      ...(written.ok ? options.runCases(written.rulebook) : []),
    ]);
    return problems.length > 0 ? { ok: false, problems } : { ...loaded, ...good };
  } catch (error) {
    // Files are written by people: whatever they hold, the service goes on with the rules it has.
    const message = `these rules could not be read, and the fault is ours: ${String(error)}; please report it`;
    return {
      ok: false,
      problems: [{ file: options.source.name, line: 1, column: 1, code: 'unexpected', message }],
    };
  }
}

function describe(problems: readonly Problem[]): string {
  return problems.map(formatProblem).join('\n');
}
