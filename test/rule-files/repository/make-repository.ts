import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface TestRepository extends AsyncDisposable {
  /** What RULES_REPO would name. */
  address: string;
  /** The folder that people work in. */
  work: string;
  /** Where Waypost keeps its copy. */
  dataDir: string;
  git(...args: string[]): Promise<string>;
  write(path: string, text: string): Promise<void>;
  /** Commits all there is and pushes it; the id. */
  commit(message: string, author?: string): Promise<string>;
}

/** A bare repository that others push to, and somebody's clone of it. */
export async function makeRepository(): Promise<TestRepository> {
  const top = await mkdtemp(join(tmpdir(), 'waypost-repository-'));
  const work = join(top, 'work');
  const env = {
    PATH: process.env['PATH'] ?? '',
    HOME: top,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_AUTHOR_NAME: 'Ana',
    GIT_AUTHOR_EMAIL: 'ana@example.org',
    GIT_COMMITTER_NAME: 'Ana',
    GIT_COMMITTER_EMAIL: 'ana@example.org',
  };
  const git = async (...args: string[]): Promise<string> =>
    (await run('git', ['-C', work, ...args], { env })).stdout.trim();
  await run('git', ['init', '--quiet', '--bare', '--initial-branch=main', join(top, 'origin.git')], { env });
  await run('git', ['clone', '--quiet', join(top, 'origin.git'), work], { env });
  await git('checkout', '-q', '-b', 'main');
  return {
    address: `file://${join(top, 'origin.git')}`,
    work,
    dataDir: join(top, 'data'),
    git,
    async write(path, text) {
      await mkdir(dirname(join(work, path)), { recursive: true });
      await writeFile(join(work, path), text);
    },
    async commit(message, author = 'Ana <ana@example.org>') {
      await git('add', '-A');
      await git('commit', '-q', '--allow-empty', '-m', message, '--author', author);
      await git('push', '-q', '--force', 'origin', 'HEAD:main');
      return await git('rev-parse', 'HEAD');
    },
    [Symbol.asyncDispose]: () => rm(top, { recursive: true, force: true }),
  };
}
