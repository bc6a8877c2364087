import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { rulebookVersion } from '../model/ids.ts';
import type { RulebookVersion } from '../model/ids.ts';
import type { RuleFile } from '../rulebook/load-rulebook.ts';
import type { Problem } from '../rulebook/problem.ts';
import { largestFileBytes } from '../rulebook/read-yaml.ts';

export interface ReadRuleFiles {
  files: RuleFile[];
  version: RulebookVersion;
  /** What could not be taken in: symbolic links, files too large, names that no rule may have. */
  problems: Problem[];
}

const mostFiles = 5_000;
const deepestFolder = 6;

/**
 * Reads `*.yml` and `resources/*.md` below a rules folder; hidden files, `schema/` and README files are passed over.
 * Names come from listing folders, never from what a file says. Rejects only when the folder itself cannot be read.
 */
export async function readRuleFiles(path: string): Promise<ReadRuleFiles> {
  const found: Found = { paths: [], problems: [] };
  await listFolder(path, '', found);
  if (found.paths.length > mostFiles) {
    const message = `more than ${mostFiles} rule files; point RULES_PATH at the rules folder itself`;
    return {
      files: [],
      version: versionOf([]),
      problems: [{ ...top('.'), code: 'too_many_files', message }],
    };
  }
  const files: RuleFile[] = [];
  for (const relative of found.paths.toSorted()) {
    const text = await readText(join(path, relative));
    if (typeof text === 'string') files.push({ path: relative, text });
    else found.problems.push({ ...top(relative), ...text });
  }
  return { files, version: versionOf(files), problems: found.problems };
}

/** The same files give the same version, on every machine and in any order. */
export function versionOf(files: readonly RuleFile[]): RulebookVersion {
  const hash = createHash('sha256');
  for (const file of files.toSorted((a, b) => (a.path < b.path ? -1 : 1))) {
    hash.update(JSON.stringify([file.path, file.text]));
  }
  return rulebookVersion(hash.digest('hex'));
}

interface Found {
  paths: string[];
  problems: Problem[];
}

async function listFolder(root: string, folder: string, found: Found): Promise<void> {
  const entries = await readdir(join(root, folder), { withFileTypes: true });
  for (const entry of entries) {
    if (found.paths.length > mostFiles) return;
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.name.startsWith('.') || path === 'schema') continue;
    if (entry.isSymbolicLink()) {
      found.problems.push({
        ...top(path),
        code: 'symbolic_link',
        message: 'symbolic links are not followed; put the file itself here',
      });
    } else if (entry.isDirectory()) {
      await enterFolder(root, path, found);
    } else if (entry.isFile() && isWanted(path)) {
      const message =
        'expected a name of small letters, digits and hyphens, at most 64, such as export-model.yml';
      if (/^[a-z0-9-]{1,64}(\.[a-z0-9-]{2,12}){0,2}\.(yml|md)$/.test(entry.name)) found.paths.push(path);
      else found.problems.push({ ...top(path), code: 'bad_name', message });
    }
  }
}

async function enterFolder(root: string, path: string, found: Found): Promise<void> {
  if (path.split('/').length <= deepestFolder) return listFolder(root, path, found);
  found.problems.push({
    ...top(path),
    code: 'too_deep',
    message: `folders more than ${deepestFolder} deep are not read; move it up`,
  });
}

function isWanted(path: string): boolean {
  if (/\.ya?ml$/i.test(path)) return true;
  return path.startsWith('resources/') && /\.md$/i.test(path) && !/(^|\/)readme\.md$/i.test(path);
}

async function readText(path: string): Promise<string | { code: string; message: string }> {
  const { size } = await stat(path);
  if (size > largestFileBytes)
    return {
      code: 'too_large',
      message: `${size} bytes; a rule file holds at most ${largestFileBytes}: part it into several`,
    };
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(await readFile(path));
  } catch (error) {
    if (error instanceof TypeError)
      return { code: 'not_utf8', message: 'this is not UTF-8 text; save it as UTF-8' };
    throw error;
  }
}

function top(file: string): { file: string; line: number; column: number } {
  return { file, line: 1, column: 1 };
}
