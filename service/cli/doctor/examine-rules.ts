import type { Config } from '../../config.ts';
import { DiscourseError } from '../../discourse/discourse-error.ts';
import type { RulesSeen } from '../../doctor/judge-rules.ts';
import { runCases } from '../../engine/cases/run-cases.ts';
import { lintRules } from '../../rulebook/checks/lint-rules.ts';
import { loadRulebook } from '../../rulebook/load-rulebook.ts';
import { overdueReviews } from '../../rulebook/checks/overdue-reviews.ts';
import { formatProblem, formatTogether, type Problem } from '../../rulebook/problem.ts';
import { snapshotFile } from '../../rulebook/snapshot/parse-snapshot.ts';
import { writeSnapshot } from '../../rulebook/snapshot/write-snapshot.ts';
import { readForumOutline } from '../../runtime/read-forum-outline.ts';
import { type NewestRules, readNewestRules } from './read-newest-rules.ts';

const waitForSolutions: readonly string[] = ['topic.solved', 'topic.unsolved'];

/** Reads the rules as the service would, and once more held to what the forum has now. */
export async function examineRules(
  config: Config,
  { asksForum }: { asksForum: boolean },
): Promise<
  Omit<RulesSeen, 'tellsSolutions'> & { sendMessages: readonly string[]; reviewTopic: number | null }
> {
  const { files, ...read } = await readNewestRules(config);
  const plain = { ...read, files: files.filter(({ path }) => path !== snapshotFile) };
  const loaded = loadRulebook(plain.files, read);
  // Of files that cannot be had, nothing more is said than why.
  const own = loaded.ok ? runCases(loaded.rulebook) : loaded.problems;
  const faults = files.length === 0 && read.problems.length > 0 ? read.problems : [...read.problems, ...own];
  const rules = loaded.ok ? [...loaded.rulebook.rules.values()] : [];
  const warnings = loaded.ok
    ? [...lintRules(loaded.rulebook), ...overdueReviews(loaded.rulebook, new Date())]
    : [];
  return {
    folder: read.from,
    rules: rules.length,
    faults: faults.map(formatProblem),
    warnings: formatTogether(warnings),
    lacking: asksForum ? await whatForumLacks(config, plain, faults) : null,
    reviewTopic: loaded.ok ? loaded.rulebook.site.review.topic : null,
    sendMessages: rules.filter(({ as }) => as.includes('message')).map(({ id }) => id),
    waitForSolutions: rules.filter(({ trigger }) => waitForSolutions.includes(trigger)).map(({ id }) => id),
  };
}

/** Null where the forum cannot be read. */
async function whatForumLacks(
  config: Config,
  { files, version }: NewestRules,
  known: readonly Problem[],
): Promise<readonly string[] | null> {
  try {
    const outline = writeSnapshot(await readForumOutline(config));
    const held = loadRulebook([...files, { path: snapshotFile, text: outline }], { version });
    const before = new Set(known.map(formatProblem));
    const lacking = held.ok
      ? held.warnings.filter(({ code }) => code === 'channel_not_possible')
      : held.problems;
    return formatTogether(lacking.filter((problem) => !before.has(formatProblem(problem))));
  } catch (error) {
    if (error instanceof DiscourseError) return null;
    throw error;
  }
}
