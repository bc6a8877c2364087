import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { didYouMean } from '../rulebook/reading/did-you-mean.ts';
import { type ReadYaml, readYaml } from '../rulebook/reading/read-yaml.ts';
import { forumSettings, installationSettings } from './belongings.ts';
import type { Environment } from './environment.ts';
import { secrets } from './secret-files.ts';

/** A forum as the file tells it, its settings not yet checked. */
export interface ListedForum {
  name: string;
  /** Of the file, and before it of the file that ENV_FILE names. */
  values: Record<string, string>;
  /** What stands in the file itself. */
  own: Readonly<Record<string, string>>;
  /** Where `connect` keeps the rest; null: nowhere. */
  connectionFile: string | null;
  /** Settings with a fault of their own: that they are missing then needs not be said. */
  faulty: ReadonlySet<string>;
  /** `forums.yml:12: garden: `, where this setting stands, or where the forum begins. */
  placeOf(setting?: string): string;
}

const envFile = 'ENV_FILE';

/**
 * Reads the forums of one installation from YAML: their names, each with the settings that belong to a forum, under the
 * names that they have in the environment. Faults are added to `faults`, each with its place.
 */
export function readForumsFile(file: string, installation: Environment, faults: string[]): ListedForum[] {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : '';
    faults.push(`FORUMS_FILE: ${JSON.stringify(file)} cannot be read${why}; expected a file with forums`);
    return [];
  }
  const yaml = readYaml(file, text);
  for (const { line, message } of yaml.problems) faults.push(`${file}:${line}: ${message}`);
  if (yaml.problems.length > 0) return [];
  const forums = entriesOf(yaml.value);
  if (forums === null || forums.length === 0) {
    faults.push(`${file}:1: no forum; expected the name of each, with its settings below it`);
    return [];
  }
  return forums.flatMap(([name, settings]) => {
    const listed = readForum({ file, yaml, installation, faults }, name, settings);
    return listed === null ? [] : [listed];
  });
}

interface Reading {
  file: string;
  yaml: ReadYaml;
  installation: Environment;
  faults: string[];
}

function readForum(reading: Reading, name: string, settings: unknown): ListedForum | null {
  const { file, yaml, faults } = reading;
  const begins = `${file}:${yaml.placeOfKey([], name).line}`;
  if (!isForumName(name)) {
    faults.push(
      `${begins}: ${JSON.stringify(name)} is no name for a forum; expected up to 40 small letters, digits and dashes, a letter first: it becomes part of addresses`,
    );
    return null;
  }
  const entries = entriesOf(settings);
  if (entries === null) {
    faults.push(
      `${begins}: ${name}: has no settings; expected them below its name, indented: DISCOURSE_URL: …`,
    );
    return null;
  }
  const values: Record<string, string> = {};
  const lines = new Map<string, number>();
  const faulty = new Set<string>();
  for (const [setting, value] of entries) {
    const { line } = yaml.placeOfKey([name], setting);
    lines.set(setting, line);
    const fault = faultOfName(setting) ?? faultOfValue(setting, value);
    if (fault === null) values[setting] = String(value);
    else {
      faulty.add(setting);
      faults.push(`${file}:${line}: ${name}: ${setting}: ${fault}`);
    }
  }
  const kept = readConnection(reading, values[envFile], `${file}:${lines.get(envFile)}: ${name}: `);
  return {
    name,
    values: mergeOver(kept, values),
    own: values,
    connectionFile: values[envFile] ?? null,
    faulty,
    placeOf(setting = '') {
      const line = lines.get(setting) ?? lines.get(`${setting}_FILE`);
      if (line !== undefined) return `${file}:${line}: ${name}: `;
      return setting in kept ? `${values[envFile]}: ${name}: ` : `${begins}: ${name}: `;
    },
  };
}

/** It becomes part of addresses, keys and the names of schemas. */
export function isForumName(name: string): boolean {
  return /^[a-z][a-z0-9-]{0,39}$/.test(name);
}

function faultOfName(setting: string): string | null {
  if (setting === envFile || forumSettings.includes(setting)) return null;
  if (installationSettings.includes(setting))
    return 'belongs to the installation, not to one forum; set it in the environment';
  return `not known${didYouMean(setting, [envFile, ...forumSettings, ...installationSettings])}; expected a setting of a forum, as service/config/README.md lists them`;
}

function faultOfValue(setting: string, value: unknown): string | null {
  if (typeof value === 'string') return value === '' ? 'is empty; write a value, or take the line out' : null;
  if (value === null || value === undefined) return 'is empty; write a value, or take the line out';
  const isSecret = secrets.some((name) => name === setting);
  if (typeof value === 'number' && Number.isSafeInteger(value) && !isSecret) return null;
  if (typeof value === 'object') return 'holds a list or a map; expected one value';
  return `${isSecret ? 'its value' : JSON.stringify(value)} is not read as text; put it into quotes`;
}

/** What `connect` has kept for a forum. What it says of the installation has to be so. */
function readConnection(
  { installation, faults }: Reading,
  path: string | undefined,
  place: string,
): Record<string, string> {
  if (path === undefined) return {};
  let told: Environment;
  try {
    told = parseEnv(readFileSync(path, 'utf8'));
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : '';
    faults.push(`${place}ENV_FILE: ${JSON.stringify(path)} cannot be read${why}`);
    return {};
  }
  const kept: Record<string, string> = {};
  for (const [setting, value] of Object.entries(told)) {
    if (value === undefined || value === '') continue;
    if (forumSettings.includes(setting)) kept[setting] = value;
    else if (installationSettings.includes(setting) && installation[setting] !== value)
      faults.push(
        `${place}ENV_FILE: ${path} says ${setting}=${secrets.some((name) => name === setting) ? '…' : value}, which belongs to the installation, where it is ${installation[setting] ? 'another' : 'not set'}; set it in the environment, or take it out of ${path}`,
      );
  }
  return kept;
}

/** A secret in a file of its own goes before the one that was kept. */
function mergeOver(kept: Record<string, string>, values: Record<string, string>): Record<string, string> {
  const merged = { ...kept, ...values };
  delete merged[envFile];
  for (const name of Object.keys(values)) if (name.endsWith('_FILE')) delete merged[name.slice(0, -5)];
  for (const name of secrets) if (name in values) delete merged[`${name}_FILE`];
  for (const [name, value] of Object.entries(values)) if (name !== envFile) merged[name] = value;
  return merged;
}

function entriesOf(value: unknown): [string, unknown][] | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  return Object.entries(value);
}
