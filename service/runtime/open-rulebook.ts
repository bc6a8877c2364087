import type { Logger } from 'pino';
import type { Config } from '../config.ts';
import { runCases } from '../engine/run-cases.ts';
import { type OpenRules, openRules } from '../rule-files/open-rules.ts';
import type { Stores } from './stores.ts';

/** The rules of this installation, re-read when their files change; what became of each version is written down. */
export async function openRulebook(
  config: Config,
  stores: Stores,
  log: Logger,
  options: { waits: 'as written' | 'shortened' },
): Promise<OpenRules> {
  const record = (done: Promise<void>) =>
    void done.catch((error: unknown) =>
      log.error({ err: error }, 'what became of the rules was not recorded'),
    );
  return await openRules({
    path: config.rulesPath,
    waits: options.waits,
    runCases,
    onProblems(problems) {
      log.warn(
        { problems: problems.length },
        'the new version of the rules is faulty; the last good one stays in force',
      );
      record(stores.rules.recordProblems('rejected', problems));
    },
    onRulebook(rulebook) {
      log.info({ version: rulebook.version, rules: rulebook.rules.size }, 'rules in force');
      record(stores.rules.keepRulebook(rulebook.version, []));
    },
  });
}
