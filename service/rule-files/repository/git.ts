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
  /** Ends the command: the service is being stopped. */
  signal?: AbortSignal;
  input?: string | Buffer;
  env?: Readonly<Record<string, string>>;
}

/** How a private repository is opened. */
export interface GitAccess {
  /** For https; it is shown to the host of the address alone, wherever that one redirects. */
  token: { text: string; address: string } | null;
  /** A file with a private key, for ssh. */
  sshKeyFile: string | null;
  /** Where hosts met by ssh are remembered. */
  knownHostsFile: string;
}

const mostOutputBytes = 64 * 1024 * 1024;

/**
 * Runs git with nothing of the machine's own settings, no prompt, no hook, and only the protocols that rules may come by.
 * Secrets travel in the environment, where other users cannot read them. Resolves to its output.
 */
export async function git(args: readonly string[], options: GitOptions): Promise<Buffer> {
  const stoppedToo = new GitError('git was stopped together with Waypost');
  if (options.signal?.aborted) throw stoppedToo;
  const child = spawn('git', ['--git-dir', options.folder, ...args], {
    env: { ...environment(options.access), ...options.env },
    stdio: ['pipe', 'pipe', 'pipe'],
    // A group of its own: what git has started to speak with the host must end with it.
    detached: true,
  });
  const stopped: Error[] = [];
  let force: NodeJS.Timeout | undefined;
  const stop = (because: Error): void => {
    stopped.push(because);
    // Told so, git takes its locks away with it; whoever does not listen is ended by force.
    killGroup(child.pid, 'SIGTERM');
    force ??= setTimeout(() => killGroup(child.pid, 'SIGKILL'), 2_000);
  };
  const abort = (): void => stop(stoppedToo);
  options.signal?.addEventListener('abort', abort, { once: true });
  const seconds = Math.round(options.timeoutMs / 1000);
  const timer = setTimeout(
    () => stop(new GitError(`git did not end within ${seconds} s`)),
    options.timeoutMs,
  );
  const watching = setInterval(() => void options.watch?.().catch(stop), 500);
  const output = collect(child.stdout, stop);
  const said = collect(child.stderr, stop);
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
    if (signal !== null) throw new GitError(`git was ended by ${signal}`);
    if (code !== 0) throw new GitError(lastWords(Buffer.concat(said).toString('utf8'), options.access));
    return Buffer.concat(output);
  } catch (error) {
    if (isMissing(error)) throw new GitError('git is not installed here; RULES_REPO needs it');
    throw error;
  } finally {
    clearTimeout(timer);
    clearTimeout(force);
    clearInterval(watching);
    options.signal?.removeEventListener('abort', abort);
  }
}

function killGroup(pid: number | undefined, how: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, how);
  } catch (error) {
    // It has ended by itself.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}

function environment({ token, sshKeyFile, knownHostsFile }: GitAccess): Record<string, string> {
  const settings: (readonly [string, string])[] = [
    ['core.hooksPath', '/dev/null'],
    ['core.symlinks', 'false'],
    ['core.quotePath', 'false'],
    ['protocol.allow', 'never'],
    ['protocol.https.allow', 'always'],
    ['protocol.http.allow', 'always'],
    ['protocol.ssh.allow', 'always'],
    ['protocol.file.allow', 'always'],
    ['http.followRedirects', 'initial'],
    // A host that says nothing for so long says nothing more.
    ['http.lowSpeedLimit', '1'],
    ['http.lowSpeedTime', '30'],
    ['credential.helper', ''],
    ['transfer.fsckObjects', 'true'],
    ['gc.auto', '0'],
    ...(token === null ? [] : [[`credential.${new URL(token.address).origin}.helper`, tellToken] as const]),
  ];
  const key = sshKeyFile === null ? '' : ` -i '${sshKeyFile.replaceAll("'", `'\\''`)}' -o IdentitiesOnly=yes`;
  const ssh = `ssh -o BatchMode=yes -o ConnectTimeout=15 -o ServerAliveInterval=15 -o ServerAliveCountMax=2 -o StrictHostKeyChecking=accept-new -o UserKnownHostsFile='${knownHostsFile.replaceAll("'", `'\\''`)}'${key}`;
  return {
    PATH: '/usr/local/bin:/usr/bin:/bin:/opt/homebrew/bin',
    HOME: '/nonexistent',
    LC_ALL: 'C',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_TERMINAL_PROMPT: '0',
    GIT_SSH_COMMAND: ssh,
    ...(token === null ? {} : { WAYPOST_GIT_TOKEN: token.text }),
    GIT_CONFIG_COUNT: String(settings.length),
    ...Object.fromEntries(
      settings.flatMap(([name, value], at) => [
        [`GIT_CONFIG_KEY_${at}`, name],
        [`GIT_CONFIG_VALUE_${at}`, value],
      ]),
    ),
  };
}

/** What git asks for a name and a password, once the host wants one. */
const tellToken = `!f() { test "$1" = get && printf 'username=x-access-token\\npassword=%s\\n' "$WAYPOST_GIT_TOKEN"; }; f`;

function collect(stream: NodeJS.ReadableStream, stop: (because: Error) => void): Buffer[] {
  const chunks: Buffer[] = [];
  let bytes = 0;
  stream.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > mostOutputBytes) stop(tooMuch());
    else chunks.push(chunk);
  });
  return chunks;
}

function tooMuch(): GitError {
  return new GitError(
    `the repository holds more names of files than anybody reads (${mostOutputBytes / 1024 / 1024} MB of them); rules belong into one of their own`,
  );
}

/** What git said that a person can use: what stopped it and the line before, not its advice. Without what opens the repository. */
function lastWords(said: string, { token }: GitAccess): string {
  const all = said
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const fatal = all.findIndex((line) => line.startsWith('fatal:'));
  const until = fatal === -1 ? all.length : fatal + 1;
  const lines = all.slice(Math.max(0, until - 2), until).map(withoutLabel);
  const words = (lines.join('; ') || 'git gave no reason').replace(/\/\/[^/@\s]*@/g, '//…@');
  return (token === null ? words : words.replaceAll(token.text, '…')).slice(0, 300);
}

function withoutLabel(line: string): string {
  return line.replace(/^(fatal|error|remote|warning): ?/i, '').trim();
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
