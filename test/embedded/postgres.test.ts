import { chmod, chown, mkdir, readdir, readlink, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { findPostgres } from '../../service/embedded/find-postgres.ts';
import { startEmbeddedPostgres } from '../../service/embedded/start-embedded-postgres.ts';
import { queryServer } from '../support/database-server.ts';
import { hasGone, makeDataDir, quiet, readParent, readPid, runProgram } from './run-program.ts';

const isRoot = process.getuid?.() === 0;
const onLinux = process.platform === 'linux';

async function start(dataDir: string) {
  return await startEmbeddedPostgres({ dataDir, log: quiet });
}

async function keep(url: string, words: string): Promise<void> {
  await queryServer(url, 'create table if not exists kept (words text)');
  await queryServer(url, 'insert into kept values ($1)', [words]);
}

async function readKept(url: string): Promise<string[]> {
  return (await queryServer<{ words: string }>(url, 'select words from kept')).map(({ words }) => words);
}

test('starts from nothing, on a private socket alone, and keeps what was written until the next start', async () => {
  await using dataDir = await makeDataDir();
  {
    await using postgres = await start(dataDir.path);
    const { mode } = await stat(postgres.connection.host);
    await keep(postgres.url, 'first run');

    expect(await queryServer(postgres.url, 'show listen_addresses')).toEqual([{ listen_addresses: '' }]);
    expect(await queryServer(postgres.url, 'show server_encoding')).toEqual([{ server_encoding: 'UTF8' }]);
    expect(mode & 0o777).toBe(0o700);
    expect(postgres.shared).toBe(false);
  }

  await using again = await start(dataDir.path);

  expect(await readKept(again.url)).toEqual(['first run']);
});

test('is gone, with its socket, when it has been stopped', async () => {
  await using dataDir = await makeDataDir();
  const postgres = await start(dataDir.path);
  const pid = await readPid(join(dataDir.path, 'postgres/postmaster.pid'));

  await postgres[Symbol.asyncDispose]();

  expect(await hasGone(pid)).toBe(true);
  await expect(stat(postgres.connection.host)).rejects.toThrow('ENOENT');
  expect((await readdir(dataDir.path)).toSorted()).toEqual(['postgres', 'postgres.log']);
});

test('shares the server of another living process, and leaves it running', async () => {
  await using dataDir = await makeDataDir();
  await using owner = await start(dataDir.path);
  const guest = await start(dataDir.path);

  expect(guest.shared).toBe(true);
  expect(guest.url).toBe(owner.url);

  await guest[Symbol.asyncDispose]();

  await keep(owner.url, 'still here');
});

test('two starts at once end with one server', async () => {
  await using dataDir = await makeDataDir();

  const both = await Promise.all([start(dataDir.path), start(dataDir.path)]);

  expect(both.filter(({ shared }) => shared)).toHaveLength(1);
  expect(both[0].url).toBe(both[1].url);
  for (const postgres of both) await postgres[Symbol.asyncDispose]();
});

test.runIf(onLinux)(
  'stops by itself when Waypost is killed with -9, and the next start has everything',
  async () => {
    await using dataDir = await makeDataDir();
    const { child, url } = await runProgram(dataDir.path, ['postgres']);
    await keep(url, 'before the kill');
    const pid = await readPid(join(dataDir.path, 'postgres/postmaster.pid'));

    child.kill('SIGKILL');
    await vi.waitUntil(() => hasGone(pid), 10_000);

    await using again = await start(dataDir.path);
    expect(await readKept(again.url)).toEqual(['before the kill']);
  },
);

test.runIf(onLinux)('a start right after kill -9 does not wait for anybody to clean up', async () => {
  await using dataDir = await makeDataDir();
  const { child, url, exited } = await runProgram(dataDir.path, ['postgres']);
  await keep(url, 'before the kill');
  child.kill('SIGKILL');
  await exited;

  await using again = await start(dataDir.path);

  expect(again.shared).toBe(false);
  expect(await readKept(again.url)).toEqual(['before the kill']);
});

test.runIf(onLinux)('a server that outlived even its guard is found, stopped and replaced', async () => {
  await using dataDir = await makeDataDir();
  const { child, url, exited } = await runProgram(dataDir.path, ['postgres']);
  await keep(url, 'before the kill');
  const leftover = await readPid(join(dataDir.path, 'postgres/postmaster.pid'));
  process.kill(await readParent(leftover), 'SIGKILL');
  child.kill('SIGKILL');
  await exited;

  await using again = await start(dataDir.path);

  expect(again.shared).toBe(false);
  expect(await hasGone(leftover)).toBe(true);
  expect(await readKept(again.url)).toEqual(['before the kill']);
});

test.runIf(onLinux)('recovers when the server itself is killed with -9, and says that it ended', async () => {
  await using dataDir = await makeDataDir();
  {
    await using postgres = await start(dataDir.path);
    await keep(postgres.url, 'committed');
    process.kill(await readPid(join(dataDir.path, 'postgres/postmaster.pid')), 'SIGKILL');
    expect((await postgres.failed).message).toContain('ended by itself');
  }

  await using again = await start(dataDir.path);

  expect(await readKept(again.url)).toEqual(['committed']);
});

test('a process that got the id of a dead server is left in peace', async () => {
  await using dataDir = await makeDataDir();
  await (await start(dataDir.path))[Symbol.asyncDispose]();
  const stranger = spawn('sleep', ['60']);
  onTestFinished(() => void stranger.kill());
  await writeFile(
    join(dataDir.path, 'postgres/postmaster.pid'),
    `${stranger.pid}\n/elsewhere\n0\n5432\n/tmp/gone\n`,
  );

  await using postgres = await start(dataDir.path);

  expect(postgres.shared).toBe(false);
  expect(stranger.exitCode).toBe(null);
  expect(stranger.signalCode).toBe(null);
});

test.runIf(onLinux)('Ctrl-C leaves the server up until Waypost has drained, then stops it', async () => {
  await using dataDir = await makeDataDir();
  const { child, url, exited } = await runProgram(dataDir.path, ['postgres', 'redis']);
  await keep(url, 'before');
  const pid = await readPid(join(dataDir.path, 'postgres/postmaster.pid'));

  process.kill(-(child.pid ?? 0), 'SIGINT');
  await exited;

  expect(child.exitCode).toBe(0);
  expect(await hasGone(pid)).toBe(true);
  await using again = await start(dataDir.path);
  expect(await readKept(again.url)).toEqual(['before', 'drained after Ctrl-C']);
});

test.runIf(onLinux)('a second Ctrl-C ends Waypost at once, and the servers with it', async () => {
  await using dataDir = await makeDataDir();
  const { child, url, exited } = await runProgram(dataDir.path, ['postgres', 'redis', 'slow']);
  await keep(url, 'before');
  const pid = await readPid(join(dataDir.path, 'postgres/postmaster.pid'));

  process.kill(-(child.pid ?? 0), 'SIGINT');
  await vi.waitUntil(async () => (await readKept(url)).length === 2, 5_000);
  process.kill(-(child.pid ?? 0), 'SIGINT');
  await exited;

  await vi.waitUntil(() => hasGone(pid), 10_000);
  expect(await readdir(dataDir.path)).not.toContain('redis.pid');
});

test('a start that died while making the cluster leaves nothing in the way', async () => {
  await using dataDir = await makeDataDir();
  await mkdir(join(dataDir.path, 'postgres-new-abc/cluster/base'), { recursive: true });
  await writeFile(join(dataDir.path, 'postgres-new-abc/cluster/PG_VERSION'), '18\n');

  await using postgres = await start(dataDir.path);

  await keep(postgres.url, 'works');
  expect(await readKept(postgres.url)).toEqual(['works']);
  expect(await readdir(dataDir.path)).not.toContain('postgres-new-abc');
});

test('a cluster of another Postgres version is not touched; the message names the ways out', async () => {
  await using dataDir = await makeDataDir();
  await mkdir(join(dataDir.path, 'postgres'));
  await writeFile(join(dataDir.path, 'postgres/PG_VERSION'), '9\n');

  await expect(start(dataDir.path)).rejects.toThrow(
    /made by Postgres 9.* version \d+\..*DATA_DIR.*DATABASE_URL/s,
  );
});

test('a server that cannot start is reported with the last lines it wrote', async () => {
  await using dataDir = await makeDataDir();

  const attempt = startEmbeddedPostgres({
    dataDir: dataDir.path,
    log: quiet,
    settings: { shared_buffers: 'lots' },
  });

  await expect(attempt).rejects.toThrow(/invalid value for parameter "shared_buffers".*DATABASE_URL/s);
});

test('library links that npm did not make are made at the start', async () => {
  const { postgres, source } = await findPostgres();
  if (source !== 'npm') return;
  const link = join(dirname(dirname(postgres)), 'lib/libecpg_compat.so');
  await rm(link, { force: true });
  onTestFinished(() => symlink('libecpg_compat.so.3.18', link).catch(() => {}));

  await findPostgres();

  expect(await readlink(link)).toBe('libecpg_compat.so.3.18');
});

test('without the npm package a system Postgres is used, or the message says what to do', async () => {
  const answer = await findPostgres('plan9-mips').then(
    ({ source }) => source,
    (error: unknown) => String(error),
  );

  expect(answer).toMatch(/^system$|@embedded-postgres\/plan9-mips.*DATABASE_URL/);
});

test.runIf(isRoot)('as root, files of another user are served as that user', async () => {
  await using dataDir = await makeDataDir();
  await chown(dataDir.path, 65534, 65534);
  await using postgres = await start(dataDir.path);
  await keep(postgres.url, 'as nobody');

  const pid = await readPid(join(dataDir.path, 'postgres/postmaster.pid'));

  expect((await stat(`/proc/${pid}`)).uid).toBe(65534);
  expect((await stat(join(dataDir.path, 'postgres'))).uid).toBe(65534);
});

describe.runIf(isRoot && onLinux)(
  'as root where user namespaces are forbidden, as in many containers',
  () => {
    beforeEach(() => void vi.stubEnv('PATH', '/nowhere')); // no `unshare` to be found
    afterEach(() => void vi.unstubAllEnvs());

    test('runs as the user 65534, also the second time', async () => {
      await using dataDir = await makeDataDir();
      await chmod(dataDir.path, 0o755);
      {
        await using postgres = await start(dataDir.path);
        await keep(postgres.url, 'as nobody');
        const pid = await readPid(join(dataDir.path, 'postgres/postmaster.pid'));
        expect((await stat(`/proc/${pid}`)).uid).toBe(65534);
      }

      await using again = await start(dataDir.path);

      expect(await readKept(again.url)).toEqual(['as nobody']);
    });

    test('says what is in the way when that user cannot enter the data directory', async () => {
      await using dataDir = await makeDataDir();
      await chmod(dataDir.path, 0o700);

      await expect(start(dataDir.path)).rejects.toThrow(
        /as user 65534.*enter every directory.*DATA_DIR.*DATABASE_URL/s,
      );
    });
  },
);

test.runIf(isRoot && (await othersMayRunThis()))(
  'an ordinary user runs both servers, also after kill -9',
  async () => {
    await using dataDir = await makeDataDir();
    await chown(dataDir.path, 65534, 65534);
    const nobody = { uid: 65534, gid: 65534 };
    const first = await runProgram(dataDir.path, ['postgres', 'redis'], nobody);
    await keep(first.url, 'as nobody');
    const pid = await readPid(join(dataDir.path, 'postgres/postmaster.pid'));
    first.child.kill('SIGKILL');

    const second = await runProgram(dataDir.path, ['postgres', 'redis'], nobody);

    expect(await readKept(second.url)).toEqual(['as nobody']);
    expect(await hasGone(pid)).toBe(true);
    second.child.kill('SIGINT');
    await second.exited;
    expect(second.child.exitCode).toBe(0);
  },
);

async function othersMayRunThis(): Promise<boolean> {
  const program = createRequire(import.meta.url).resolve('./program.ts');
  const child = spawn(process.execPath, ['--check', program], { uid: 65534, gid: 65534, stdio: 'ignore' });
  return await new Promise((resolve) =>
    child.once('error', () => resolve(false)).once('exit', (code) => resolve(code === 0)),
  );
}
