import type { Logger } from 'pino';
import { runCases } from '../engine/cases/run-cases.ts';
import { rulebookVersion } from '../model/ids.ts';
import { type OpenRules, openRules } from '../rule-files/open-rules.ts';
import type { RuleSource } from '../rule-files/rule-source.ts';
import { loadRulebook } from '../rulebook/load-rulebook.ts';
import { formatProblem } from '../rulebook/problem.ts';
import type { Rulebook } from '../rulebook/rulebook.ts';
import type { Stores } from './stores.ts';

/**
 * The rules of this installation, re-read when their files change. Every good version is kept in Postgres, so that a
 * start with faulty files goes on with the last good one; what is wrong is logged and shown on the dashboard. A command
 * beside the service only reads: `isRecorded: false`.
 */
export async function openRulebook(
  source: RuleSource,
  stores: Stores,
  log: Logger,
  options: { waits: 'as written' | 'shortened'; isRecorded: boolean },
): Promise<OpenRules> {
  // One after the other: what is good solves the faults before it, and not those after it.
  let recording: Promise<void> = Promise.resolve();
  const record = (write: () => Promise<void>) => {
    if (!options.isRecorded) return;
    recording = recording
      .then(write)
      .catch((error: unknown) => log.error({ err: error }, 'what became of the rules was not recorded'));
  };
  return await openRules({
    source,
    waits: options.waits,
    runCases,
    async lastGood(): Promise<Rulebook | null> {
      const kept = await stores.rules.lastGoodRulebook();
      if (!kept) return null;
      const loaded = loadRulebook(kept.files, {
        version: rulebookVersion(kept.version),
        waits: options.waits,
      });
      return loaded.ok ? loaded.rulebook : null;
    },
    onProblems(problems) {
      const faults = problems.map(formatProblem);
      log.warn({ faults }, 'the newest rules are faulty; the last good version stays in force');
      record(() => stores.rules.recordProblems('rejected', problems));
    },
    onRulebook(rulebook, { warnings, files, commit }) {
      log.info(
        { version: rulebook.version, commit: commit?.id, rules: rulebook.rules.size },
        'rules in force',
      );
      if (warnings.length > 0) log.info({ warnings: warnings.map(formatProblem) }, 'the rules have warnings');
      record(() =>
        stores.rules.keepRulebook(
          rulebook.version,
          files,
          commit === null ? null : { ...commit, at: commit.at.toISOString() },
        ),
      );
    },
  });
}
