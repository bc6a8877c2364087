import { readFile } from 'node:fs/promises';
import { text as readStream } from 'node:stream/consumers';
import type { Command } from 'commander';
import { configFor } from '../config-for.ts';
import { assumedInput } from '../../engine/explaining/assumed-input.ts';
import type { AssumedPost } from '../../engine/explaining/assumed-input.ts';
import { explain } from '../../engine/explaining/explain.ts';
import type { Explanation } from '../../engine/explaining/explain.ts';
import type { TrustLevel } from '../../model/member.ts';
import type { Rulebook } from '../../rulebook/rulebook.ts';
import { CommandError } from '../command-error.ts';
import { explainDrafts } from '../explain-drafts.ts';
import { readRulesIn } from '../read-rules-in.ts';
import { printAskedWords } from '../print-asked-words.ts';
import { markEvidence, printAnswer } from '../print-explanation.ts';
import { ruleNamed } from '../rule-named.ts';

interface Options {
  rules?: string;
  title: string;
  category?: string;
  tag: string[];
  trustLevel: string;
  posts: string;
  number: string;
  stage?: string;
  group: string[];
  all: boolean;
  rule?: string;
}

const many = (one: string, before: string[]): string[] => [...before, one];

/** `waypost explain <file|->`: what every rule makes of a text, without a server; `waypost explain <post>`: what they made of a post of the forum. */
export function defineExplain(command: Command): void {
  command
    .argument(
      '<post>',
      'a file with the text of a post, - for standard input, or the address or id of a post',
    )
    .option('--rules <folder>', 'the rules folder; RULES_PATH, or rules, unless named')
    .option('--title <title>', 'title of the topic', '')
    .option('--category <slug>', 'category of the topic; not known unless named')
    .option('--tag <tag>', 'a tag of the topic; may be given again', many, [])
    .option('--trust-level <level>', 'trust level of the member', '1')
    .option('--posts <count>', 'posts the member has written, this one included', '5')
    .option('--number <number>', 'place of the post in its topic; 1 opens it', '1')
    .option('--stage <stage>', 'stage of the member; not known unless named')
    .option('--group <group>', 'a group of the member; may be given again', many, [])
    .option('--rule <name>', 'that rule alone, with every word it asks for')
    .option('--all', 'also rules that wait for something else altogether', false)
    .action(async (post: string, options: Options) => {
      if (/^(#?\d{1,9}|https?:\/\/.*|\/[pt]\/.*)$/.test(post)) {
        // A file needs no server, and nothing of the servers is read for it.
        const { explainStoredPost } = await import('../explain-stored-post.ts');
        return explainStoredPost(command, post, options);
      }
      const rulebook = await readRulesIn(options.rules ?? configFor(command).rulesPath);
      explainText(rulebook, { ...assumed(options), raw: await textOf(post) }, options);
    });
}

function explainText(
  rulebook: Rulebook,
  post: AssumedPost,
  { all, rule: only }: Pick<Options, 'all' | 'rule'>,
): void {
  const asked = only === undefined ? null : ruleNamed(rulebook, only);
  const input = assumedInput(rulebook, post, new Date());
  const drafts = explainDrafts(input);
  const isDraft = new Set(drafts.map(({ rule }) => rule.id));
  const explained = explain(input).filter(({ rule }) => !isDraft.has(rule.id));
  const isPassedOver = ({ verdict }: Explanation): boolean => verdict === 'passed over';
  const near = drafts.filter((draft) => !isPassedOver(draft));
  const told = [...near, ...explained, ...drafts.filter(isPassedOver)].filter(({ rule, because }) =>
    asked === null
      ? all || !because.some(({ code }) => code === 'trigger_not_matched')
      : rule.id === asked.id,
  );
  const evidence = told.flatMap((one) => (one.verdict === 'passed over' ? [] : one.evidence));
  if (post.title !== '') process.stdout.write(`${markEvidence(post.title, evidence, 'title')}\n\n`);
  process.stdout.write(`${markEvidence(post.raw, evidence, 'body').trimEnd()}\n\n`);
  process.stdout.write(
    `Taken for granted: post ${post.number} of an open topic that everybody can read, category ${post.category ?? 'not known'}, ` +
      `trust level ${post.trustLevel}, ${post.postCount} posts so far, stage ${post.stage ?? 'not known'}, no limit used, rules at the rung of their files.\n\n`,
  );
  for (const { rule, verdict: own, because, evidence: found, limits } of told) {
    const verdict = isDraft.has(rule.id) ? draftVerdicts[own] : own;
    const shown = limits.map(({ claim, used }) => ({ scope: claim.scope, used, limit: claim.limit }));
    process.stdout.write(
      `${printAnswer({ rule: rule.id, file: rule.file, verdict, because, evidence: found, limits: shown, post })}\n`,
    );
  }
  if (asked !== null) {
    for (const line of printAskedWords(asked)) process.stdout.write(`${line}\n`);
    return;
  }
  const offers = explained.filter(({ verdict }) => verdict === 'offer').length;
  process.stdout.write(`\n${offers === 0 ? 'Nothing would be offered.' : 'One guide would be offered.'}\n`);
}

const draftVerdicts = {
  offer: 'at draft, would offer',
  held: 'at draft, would be held',
  'passed over': 'at draft, passed over',
} as const;

function assumed(options: Options): Omit<AssumedPost, 'raw'> {
  const trustLevel = ([0, 1, 2, 3, 4] as const).find(
    (level): level is TrustLevel => String(level) === options.trustLevel,
  );
  if (trustLevel === undefined)
    throw new CommandError(`--trust-level ${options.trustLevel}: expected a number from 0 to 4`);
  return {
    title: options.title,
    number: wholeNumber('--number', options.number),
    category: options.category ?? null,
    tags: options.tag.length === 0 ? null : options.tag,
    trustLevel,
    stage: options.stage ?? null,
    postCount: wholeNumber('--posts', options.posts),
    groups: options.group,
  };
}

function wholeNumber(option: string, text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new CommandError(`${option} ${text}: expected a whole number from 1`);
}

async function textOf(path: string): Promise<string> {
  if (path === '-') return readStream(process.stdin);
  try {
    return await readFile(path, 'utf8');
  } catch {
    throw new CommandError(
      `${path} cannot be read; name a file with the text of a post, or - for standard input`,
    );
  }
}
