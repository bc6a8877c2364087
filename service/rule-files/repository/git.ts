import { spawn } from 'node:child_process';

/** A command of git failed; the message is what it said last, without anything secret. */
export class GitError extends Error {
  override name = 'GitError';
}

export interface GitOptions {
  /** A bare repository of our own; nothing is ever checked out of it. */
  folder: string;
  access: GitAccess;
  timeoutMs: number;
  /** Ends the command when this throws; asked every half second. */
  watch?: () => Promise<void>;
  input?: string | Buffer;
  env?: Readonly<Record<string, string>>;
}

/** How a private repository is opened. */
export interface GitAccess {
  /** For https. */
  token: string | null;
  /** A file with a private key, for ssh. */
  sshKeyFile: string | null;
  /** Where hosts met by ssh are remembered. */
  knownHostsFile: string;
}

const mostOutputBytes = 64 * 1024 * 1024;

/**
 * Runs git with nothing of the machine's own settings, no prompt, no hook, no helper, and only the protocols that
 * rules may come by. Secrets travel in the environment, where other users cannot read them. Resolves to its output.
 */
export async function git(args: readonly string[], options: GitOptions): Promise<Buffer> {
  const child = spawn('git', ['--git-dir', options.folder, ...args], {
    env: { ...environment(options.access), ...options.env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const kill = (): void => void child.kill('SIGKILL');
  const timer = setTimeout(kill, options.timeoutMs);
  const stopped: Error[] = [];
  const watching = setInterval(() => {
    options.watch?.().catch((error: Error) => {
      stopped.push(error);
      kill();
    });
  }, 500);
  const output = collect(child.stdout, kill);
  const said = collect(child.stderr, kill);
  // A command that ends early does not read its input to the end.
  child.stdin.on('error', () => undefined);
  child.stdin.end(options.input ?? '');
  try {
    const { code, signal } = await new Promise<{ code: number | null; signal: string | null }>(
      (resolve, reject) => {
        child.on('error', reject);
        child.on('close', (exit, by) => resolve({ code: exit, signal: by }));
      },
    );
    if (stopped[0] !== undefined) throw stopped[0];
    if (signal !== null)
      throw new GitError(`git did not end within ${Math.round(options.timeoutMs / 1000)} s`);
    if (code !== 0) throw new GitError(lastWords(Buffer.concat(said).toString('utf8'), options.access));
    return Buffer.concat(output);
  } catch (error) {
    if (isMissing(error)) throw new GitError('git is not installed here; RULES_REPO needs it');
    throw error;
  } finally {
    clearTimeout(timer);
    clearInterval(watching);
  }
}

function environment({ token, sshKeyFile, knownHostsFile }: GitAccess): Record<string, string> {
  const settings: [string, string][] = [
    ['core.hooksPath', '/dev/null'],
    ['core.symlinks', 'false'],
    ['core.quotePath', 'false'],
    ['protocol.allow', 'never'],
    ['protocol.https.allow', 'always'],
    ['protocol.http.allow', 'always'],
    ['protocol.ssh.allow', 'always'],
    ['protocol.file.allow', 'always'],
    ['http.followRedirects', 'initial'],
    ['credential.helper', ''],
    ['transfer.fsckObjects', 'true'],
    ['gc.auto', '0'],
    ...(token === null
      ? []
      : [
          [
            'http.extraHeader',
            `Authorization: Basic ${Buffer.from(`x-access-token:${token}`).toString('base64')}`,
          ] as const,
        ].map(([name, value]): [string, string] => [name, value])),
  ];
  const key = sshKeyFile === null ? '' : ` -i '${sshKeyFile.replaceAll("'", `'\\''`)}' -o IdentitiesOnly=yes`;
  const ssh = `ssh -o BatchMode=yes -o ConnectTimeout=15 -o StrictHostKeyChecking=accept-new -o UserKnownHostsFile='${knownHostsFile.replaceAll("'", `'\\''`)}'${key}`;
  return {
    PATH: '/usr/local/bin:/usr/bin:/bin:/opt/homebrew/bin',
    HOME: '/nonexistent',
    LC_ALL: 'C',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_TERMINAL_PROMPT: '0',
    GIT_SSH_COMMAND: ssh,
    GIT_CONFIG_COUNT: String(settings.length),
    ...Object.fromEntries(
      settings.flatMap(([name, value], at) => [
        [`GIT_CONFIG_KEY_${at}`, name],
        [`GIT_CONFIG_VALUE_${at}`, value],
      ]),
    ),
  };
}

function collect(stream: NodeJS.ReadableStream, tooMuch: () => void): Buffer[] {
  const chunks: Buffer[] = [];
  let bytes = 0;
  stream.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > mostOutputBytes) tooMuch();
    else chunks.push(chunk);
  });
  return chunks;
}

/** What git said last that a person can use; a token in it would be one too many. */
function lastWords(said: string, { token }: GitAccess): string {
  const lines = said
    .split('\n')
    .map((line) => line.replace(/^(fatal|error|remote|warning): ?/i, '').trim())
    .filter((line) => line !== '');
  const last = (lines.at(-1) ?? 'git gave no reason').replace(/\/\/[^/@\s]*@/g, '//…@').slice(0, 300);
  return token === null ? last : last.replaceAll(token, '…');
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
