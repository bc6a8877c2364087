import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { RuleFile } from '../rulebook/load-rulebook.ts';
import type { Problem } from '../rulebook/problem.ts';
import {
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
} from './what-is-read.ts';

export type { ReadRuleFiles } from './what-is-read.ts';

/**
 * Reads `*.yml` and `resources/*.md` below a rules folder; hidden files, `schema/` and README files are passed over.
 * Names come from listing folders, never from what a file says. Rejects only when the folder itself cannot be read.
 */
export async function readRuleFiles(path: string): Promise<ReadRuleFiles> {
  const found: Found = { paths: [], problems: [] };
  await listFolder(path, '', found);
  if (found.paths.length > mostFiles)
    return { files: [], version: versionOf([]), problems: [tooManyFiles()] };
  const files: RuleFile[] = [];
  const wanted = found.paths.toSorted();
  for (let at = 0; at < wanted.length; at += filesAtOnce) {
    const some = wanted.slice(at, at + filesAtOnce);
    const texts = await Promise.all(some.map((relative) => readText(path, relative)));
    for (const [index, text] of texts.entries()) {
      if (typeof text === 'string') files.push({ path: some[index] ?? '', text });
      else found.problems.push(text);
    }
  }
  return { files, version: versionOf(files), problems: found.problems };
}

/** Far fewer than a process may have open. */
const filesAtOnce = 64;

interface Found {
  paths: string[];
  problems: Problem[];
}

async function listFolder(root: string, folder: string, found: Found): Promise<void> {
  const entries = await readdir(join(root, folder), { withFileTypes: true });
  for (const entry of entries) {
    if (found.paths.length > mostFiles) return;
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (isPassedOver(path)) continue;
    if (entry.isSymbolicLink()) found.problems.push(symbolicLink(path));
    else if (entry.isDirectory()) await enterFolder(root, path, found);
    else if (entry.isFile()) note(path, found);
  }
}

async function enterFolder(root: string, path: string, found: Found): Promise<void> {
  if (path.split('/').length <= deepestFolder) return listFolder(root, path, found);
  found.problems.push(tooDeep(path));
}

function note(path: string, found: Found): void {
  const judged = judgeName(path);
  if (judged === 'wanted') found.paths.push(path);
  else if (judged !== null) found.problems.push(judged);
}

async function readText(root: string, relative: string): Promise<string | Problem> {
  const path = join(root, relative);
  const { size } = await stat(path);
  return judgeSize(relative, size) ?? decode(relative, await readFile(path));
}
