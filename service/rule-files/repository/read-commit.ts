import type { RuleFile } from '../../rulebook/load-rulebook.ts';
import type { Problem } from '../../rulebook/problem.ts';
import {
  type Commit,
  type ReadRuleFiles,
  decode,
  deepestFolder,
  isPassedOver,
  judgeName,
  judgeSize,
  mostFiles,
  symbolicLink,
  tooDeep,
  tooManyFiles,
  versionOf,
} from '../what-is-read.ts';
import { type GitOptions, git } from './git.ts';

/**
 * The rule files of a commit, read from git's own store: nothing is written to disk, so a link or a name in the
 * repository can lead nowhere. `folder` is the part that holds the rules; empty: all of it.
 */
export async function readCommit(
  options: GitOptions,
  { commit, folder }: { commit: string; folder: string },
): Promise<ReadRuleFiles> {
  const about = await describeCommit(options, commit);
  const prefix = folder === '' ? '' : `${folder}/`;
  const listing = await git(
    ['ls-tree', '-r', '-l', '-z', '--full-tree', commit, '--', ...(prefix === '' ? [] : [prefix])],
    options,
  );
  const problems: Problem[] = [];
  const wanted: Entry[] = [];
  for (const entry of entriesOf(listing.toString('utf8'), prefix)) {
    const judged = judgeEntry(entry);
    if (judged === 'wanted') wanted.push(entry);
    else if (judged !== null) problems.push(judged);
  }
  if (wanted.length === 0 && problems.length === 0) problems.push(nothingThere(folder));
  if (wanted.length > mostFiles)
    return { files: [], version: versionOf([]), problems: [tooManyFiles()], commit: about };
  const texts = await readBlobs(options, wanted);
  const files = texts.filter((text) => 'text' in text);
  problems.push(...texts.filter((text) => 'code' in text));
  return { files, version: versionOf(files), problems, commit: about };
}

export interface CommitWithFiles extends Commit {
  /** What it changed below the rules folder. */
  files: string[];
}

/** The newest commits from one on, newest first. */
export async function listCommits(
  options: GitOptions,
  { from, folder, most }: { from: string; folder: string; most: number },
): Promise<CommitWithFiles[]> {
  const format = '--format=%x01%H%x00%an%x00%ct%x00%s%x00';
  const below = folder === '' ? [] : [`--relative=${folder}`];
  const log = await git(
    [
      'log',
      `--max-count=${most}`,
      format,
      '--name-only',
      '--no-renames',
      '--no-ext-diff',
      ...below,
      from,
      '--',
    ],
    options,
  );
  const entries = log.toString('utf8').split('\u0001').slice(1);
  return entries.map((entry) => {
    const fields = entry.split('\0');
    return { ...commitOf(fields), files: (fields[4] ?? '').split('\n').filter((name) => name !== '') };
  });
}

interface Entry {
  mode: string;
  object: string;
  size: number;
  path: string;
}

function entriesOf(listing: string, prefix: string): Entry[] {
  return listing.split('\0').flatMap((line) => {
    const [, mode = '', object = '', size = '', path = ''] =
      /^(\d+) \S+ ([0-9a-f]+) +(\d+|-)\t([^]*)$/.exec(line) ?? [];
    return path.startsWith(prefix) && path !== ''
      ? [{ mode, object, size: Number(size), path: path.slice(prefix.length) }]
      : [];
  });
}

function judgeEntry({ mode, path, size }: Entry): 'wanted' | Problem | null {
  if (isPassedOver(path)) return null;
  if (mode === '120000') return symbolicLink(path);
  // Another repository within this one is not fetched, and no rule can be in it.
  if (mode === '160000') return null;
  const judged = judgeName(path);
  if (judged !== 'wanted') return judged;
  return path.split('/').length - 1 > deepestFolder ? tooDeep(path) : (judgeSize(path, size) ?? 'wanted');
}

async function readBlobs(options: GitOptions, entries: readonly Entry[]): Promise<(RuleFile | Problem)[]> {
  if (entries.length === 0) return [];
  const input = `${entries.map(({ object }) => object).join('\n')}\n`;
  const output = await git(['cat-file', '--batch'], { ...options, input });
  let at = 0;
  return entries.map(({ path, size }) => {
    at = output.indexOf(10, at) + 1;
    const text = decode(path, output.subarray(at, at + size));
    at += size + 1;
    return typeof text === 'string' ? { path, text } : text;
  });
}

async function describeCommit(options: GitOptions, commit: string): Promise<Commit> {
  const about = await git(['log', '--max-count=1', '--format=%H%x00%an%x00%ct%x00%s', commit, '--'], options);
  return commitOf(about.toString('utf8').trimEnd().split('\0'));
}

function commitOf([id = '', author = '', seconds = '', message = '']: readonly string[]): Commit {
  return {
    id: id.trim(),
    author: author.slice(0, 100),
    at: new Date(Number(seconds) * 1000),
    message: message.slice(0, 200),
  };
}

function nothingThere(folder: string): Problem {
  const message = `no rule file here; expected some in ${folder === '' ? 'the repository' : `its folder ${JSON.stringify(folder)}`}: RULES_FOLDER names it`;
  return { file: folder === '' ? '.' : folder, line: 1, column: 1, code: 'unreadable_folder', message };
}
