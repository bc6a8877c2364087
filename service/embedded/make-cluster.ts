import { execFile } from 'node:child_process';
import { access, mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { giveTo, type Privilege } from './drop-privilege.ts';
import { EmbeddedServerError } from './embedded-server-error.ts';
import type { PostgresPrograms } from './find-postgres.ts';
import { plainEnvironment } from './guarded-server.ts';

const run = promisify(execFile);

/** The role that owns everything in the private Postgres. */
export const owner = 'waypost';

/**
 * Makes the cluster's files if there are none yet. They are made beside their place and moved there when complete, so
 * that a kill in the middle leaves nothing that looks like a cluster.
 */
export async function makeCluster(
  programs: PostgresPrograms,
  privilege: Privilege,
  cluster: string,
): Promise<void> {
  if (await exists(join(cluster, 'PG_VERSION'))) return await checkVersion(programs, cluster);

  await removeHalfMade(cluster);
  const workshop = await mkdtemp(`${cluster}-new-`);
  await giveTo(privilege, workshop);
  const fresh = join(workshop, 'cluster');
  const [command, ...args] = [
    ...privilege.prefix,
    programs.initdb,
    ...['--pgdata', fresh, '--username', owner, '--auth-local=trust', '--auth-host=reject'],
    ...['--no-locale', '--encoding=UTF8', '--no-instructions'],
  ] as [string, ...string[]];
  try {
    await run(command, args, { cwd: '/', env: plainEnvironment, ...privilege.ids });
    await rename(fresh, cluster);
  } catch (error) {
    throw explain(error, cluster, privilege);
  } finally {
    await rm(workshop, { recursive: true, force: true });
  }
}

/** Whoever made these died before it was done: only one start at a time gets here. */
async function removeHalfMade(cluster: string): Promise<void> {
  const parent = dirname(cluster);
  const names = await readdir(parent);
  const halfMade = names
    .map((name) => join(parent, name))
    .filter((path) => path.startsWith(`${cluster}-new-`));
  for (const path of halfMade) await rm(path, { recursive: true, force: true });
}

async function checkVersion(programs: PostgresPrograms, cluster: string): Promise<void> {
  const made = (await readFile(join(cluster, 'PG_VERSION'), 'utf8')).trim();
  const { stdout } = await run(programs.postgres, ['--version'], { env: plainEnvironment });
  const ours = /(\d+)\.\d+/.exec(stdout)?.[1] ?? stdout.trim();
  if (made === ours) return;
  throw new EmbeddedServerError(
    `${cluster} was made by Postgres ${made}, and the Postgres found here (${programs.postgres}) is version ${ours}. ` +
      `Install Postgres ${made}, or choose another DATA_DIR, or set DATABASE_URL.`,
  );
}

function explain(error: unknown, cluster: string, privilege: Privilege): EmbeddedServerError {
  const { uid } = privilege.ids;
  const detail = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : '';
  const who =
    uid === undefined
      ? ''
      : ` as user ${uid} (Postgres does not run as root), who must be able to enter every directory above it`;
  return new EmbeddedServerError(
    `A Postgres cluster could not be made at ${cluster}${who}: ${detail || String(error)}. ` +
      'Choose another DATA_DIR, or set DATABASE_URL to a Postgres of your own.',
    { cause: error },
  );
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
