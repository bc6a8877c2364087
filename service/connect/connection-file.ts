import { chmod, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { parseEnv } from 'node:util';

/** What Waypost needs for a forum: names and values of environment variables. */
export type Connection = Readonly<Record<string, string>>;

/** What `connect` writes: without it, start shows the demo forum, with a database of its own. */
export const connectionNames = [
  'DISCOURSE_URL',
  'DISCOURSE_API_KEY',
  'DISCOURSE_API_USERNAME',
  'WEBHOOK_SECRET',
  'WEBHOOK_SECRET_PREVIOUS',
  'DISCOURSE_CONNECT_SECRET',
  'DISCOURSE_CONNECT_SECRET_PREVIOUS',
  'PUBLIC_URL',
  'TRUST_PROXY',
  'DATA_DIR',
] as const;

/** Empty where there is no such file. */
export async function readConnection(file: string): Promise<Connection> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
    throw error;
  });
  const parsed = parseEnv(text);
  return Object.fromEntries(
    Object.entries(parsed).flatMap(([name, value]) => (value ? [[name, value] as const] : [])),
  );
}

/**
 * Puts these values into the file; null takes one out. Other lines stay as somebody wrote them. Readable by its owner only, and
 * at every moment either the old file or the new one.
 */
export async function keepConnection(
  file: string,
  values: Readonly<Record<string, string | null>>,
): Promise<void> {
  const before = await readFile(file, 'utf8').catch(() => heading);
  const lines = before.split('\n').filter((line) => {
    const name = /^\s*(?:export\s+)?([A-Z][A-Z0-9_]*)\s*=/.exec(line)?.[1];
    return name === undefined || !(name in values);
  });
  while (lines.at(-1) === '') lines.pop();
  for (const [name, value] of Object.entries(values))
    if (value !== null) lines.push(`${name}=${quoted(value)}`);
  await mkdir(dirname(file), { recursive: true });
  const beside = `${file}.${process.pid}`;
  await writeFile(beside, `${lines.join('\n')}\n`, { mode: 0o600 });
  await chmod(beside, 0o600);
  await rename(beside, file);
}

const heading = `# What \`npm start\` needs for your forum; written by \`waypost connect\`. Keep it secret.`;

function quoted(value: string): string {
  return /^[\w./:@%+-]*$/.test(value) ? value : `'${value}'`;
}
