import { createHash } from 'node:crypto';
import { rulebookVersion } from '../model/ids.ts';
import type { RulebookVersion } from '../model/ids.ts';
import type { RuleFile } from '../rulebook/load-rulebook.ts';
import type { Problem } from '../rulebook/problem.ts';
import { largestFileBytes } from '../rulebook/reading/read-yaml.ts';

export interface ReadRuleFiles {
  files: RuleFile[];
  version: RulebookVersion;
  /** What could not be taken in: symbolic links, files too large, names that no rule may have. */
  problems: Problem[];
  /** The commit that the files are of; absent where they lie in a folder. */
  commit?: Commit;
  /** They are good, and may be old: newer ones could not be had. */
  trouble?: Problem;
}

/** A commit as people know it. */
export interface Commit {
  id: string;
  author: string;
  at: Date;
  /** Its first line. */
  message: string;
}

export const mostFiles = 5_000;
export const deepestFolder = 6;

/** Whether anything of this name is looked at; hidden files and what is generated for editors are passed over. */
export function isPassedOver(path: string): boolean {
  return (
    path === 'schema' || path.startsWith('schema/') || path.split('/').some((name) => name.startsWith('.'))
  );
}

/** Whether a file is a rule or a guide; null: no, and nothing is wrong with that. */
export function judgeName(path: string): 'wanted' | Problem | null {
  if (!isWanted(path)) return null;
  const name = path.split('/').at(-1) ?? '';
  if (/^[a-z0-9-]{1,64}(\.[a-z0-9-]{2,12}){0,2}\.(yml|md)$/.test(name)) return 'wanted';
  return {
    ...top(path),
    code: 'bad_name',
    message: 'expected a name of small letters, digits and hyphens, at most 64, such as export-model.yml',
  };
}

export function symbolicLink(path: string): Problem {
  const message = 'symbolic links are not followed; put the file itself here';
  return { ...top(path), code: 'symbolic_link', message };
}

export function tooDeep(path: string): Problem {
  const message = `folders more than ${deepestFolder} deep are not read; move it up`;
  return { ...top(path), code: 'too_deep', message };
}

export function tooManyFiles(): Problem {
  const message = `more than ${mostFiles} rule files; point RULES_PATH at the rules folder itself`;
  return { ...top('.'), code: 'too_many_files', message };
}

/** Null: a rule file may be so large. */
export function judgeSize(path: string, size: number): Problem | null {
  if (size <= largestFileBytes) return null;
  const message = `${size} bytes; a rule file holds at most ${largestFileBytes}: part it into several`;
  return { ...top(path), code: 'too_large', message };
}

/** The text of a file, or that it is none. */
export function decode(path: string, bytes: Uint8Array): string | Problem {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return { ...top(path), code: 'not_utf8', message: 'this is not UTF-8 text; save it as UTF-8' };
  }
}

/** The same files give the same version, on every machine and in any order. */
export function versionOf(files: readonly RuleFile[]): RulebookVersion {
  const hash = createHash('sha256');
  for (const file of files.toSorted((a, b) => (a.path < b.path ? -1 : 1))) {
    hash.update(JSON.stringify([file.path, file.text]));
  }
  return rulebookVersion(hash.digest('hex'));
}

function isWanted(path: string): boolean {
  if (/\.ya?ml$/i.test(path)) return true;
  return path.startsWith('resources/') && /\.md$/i.test(path) && !/(^|\/)readme\.md$/i.test(path);
}

function top(file: string): { file: string; line: number; column: number } {
  return { file, line: 1, column: 1 };
}
