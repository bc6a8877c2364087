import { setTimeout as sleep } from 'node:timers/promises';
import { type Kysely, sql } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import * as spine from './migrations/2026-11-21-spine.ts';
import * as plugin from './migrations/2026-11-22-1-plugin.ts';
import * as signals from './migrations/2026-11-22-2-signals.ts';
import * as happenings from './migrations/2026-11-22-3-happenings.ts';
import * as lifecycle from './migrations/2026-11-22-4-lifecycle.ts';
import * as unwantedPosts from './migrations/2026-11-23-0-unwanted-posts.ts';
import * as approvals from './migrations/2026-11-23-1-approvals.ts';
import * as ruleCommits from './migrations/2026-11-23-4-rule-commits.ts';
import * as alerts from './migrations/2026-11-23-5-alerts.ts';
import * as people from './migrations/2026-11-23-3-people.ts';
import * as lookBack from './migrations/2026-11-23-4-look-back.ts';
import * as outcomes from './migrations/2026-11-23-6-outcomes.ts';
import * as oldSenders from './migrations/2026-11-23-9-old-senders.ts';
import * as refusedGuides from './migrations/2026-11-24-1-refused-guides.ts';
import * as ownWishes from './migrations/2026-11-24-3-own-wishes.ts';
import * as unlinkedMarkers from './migrations/2026-11-24-4-unlinked-markers.ts';
import * as likesOfMembers from './migrations/2026-11-24-5-likes-of-members.ts';
import * as decisionsOfMembers from './migrations/2026-11-24-6-decisions-of-members.ts';
import * as privacy from './migrations/2026-11-24-2-privacy.ts';

/** In the order of their names; frozen once released. */
const migrations: Record<string, Migration> = {
  '2026-11-21-spine': { up: (db: Kysely<never>) => spine.up(db) },
  '2026-11-22-1-plugin': { up: (db: Kysely<never>) => plugin.up(db) },
  '2026-11-22-2-signals': { up: (db: Kysely<never>) => signals.up(db) },
  '2026-11-22-3-happenings': { up: (db: Kysely<never>) => happenings.up(db) },
  '2026-11-22-4-lifecycle': { up: (db: Kysely<never>) => lifecycle.up(db) },
  '2026-11-23-0-unwanted-posts': { up: (db: Kysely<never>) => unwantedPosts.up(db) },
  '2026-11-23-1-approvals': { up: (db: Kysely<never>) => approvals.up(db) },
  '2026-11-23-3-people': { up: (db: Kysely<never>) => people.up(db) },
  '2026-11-23-4-rule-commits': { up: (db: Kysely<never>) => ruleCommits.up(db) },
  '2026-11-23-5-alerts': { up: (db: Kysely<never>) => alerts.up(db) },
  '2026-11-23-4-look-back': { up: (db: Kysely<never>) => lookBack.up(db) },
  '2026-11-23-6-outcomes': { up: (db: Kysely<never>) => outcomes.up(db) },
  '2026-11-23-9-old-senders': { up: (db: Kysely<never>) => oldSenders.up(db) },
  '2026-11-24-1-refused-guides': { up: (db: Kysely<never>) => refusedGuides.up(db) },
  '2026-11-24-2-privacy': { up: (db: Kysely<never>) => privacy.up(db) },
  '2026-11-24-3-own-wishes': { up: (db: Kysely<never>) => ownWishes.up(db) },
  '2026-11-24-4-unlinked-markers': { up: (db: Kysely<never>) => unlinkedMarkers.up(db) },
  '2026-11-24-5-likes-of-members': { up: (db: Kysely<never>) => likesOfMembers.up(db) },
  '2026-11-24-6-decisions-of-members': { up: (db: Kysely<never>) => decisionsOfMembers.up(db) },
};

/**
 * Brings the schema forward to this version of the program, under Postgres' advisory lock, so that any number of
 * processes may start at once, in the schema that the connection looks into; `schema` names one to be made where it is
 * missing. Returns the names of what was applied. Throws the first failure; what was applied before it stays.
 */
export async function migrateToLatest<Schema>(
  db: Kysely<Schema>,
  schema: string | null = null,
): Promise<string[]> {
  const migrator = new Migrator({
    db,
    // Always named: of tables of the same name in another forum's schema the migrator would believe that they are these.
    migrationTableSchema: schema ?? (await currentSchema(db)),
    provider: { getMigrations: async () => ({ ...(await appliedByNewer(db)), ...migrations }) },
    // Each stands for itself: one that was written beside others may be named before them.
    allowUnorderedMigrations: true,
  });
  let { error, results = [] } = await migrator.migrateToLatest();
  for (let again = 1; isDeadlock(error) && again <= mostRetries; again += 1) {
    await sleep(again * 500);
    ({ error, results = [] } = await migrator.migrateToLatest());
  }
  if (error)
    throw error instanceof Error
      ? error
      : new Error('the schema could not be brought forward', { cause: error });
  return results.filter((result) => result.status === 'Success').map((result) => result.migrationName);
}

async function currentSchema<Schema>(db: Kysely<Schema>): Promise<string> {
  const { rows } = await sql<{ name: string | null }>`select current_schema() as name`.execute(db);
  return rows[0]?.name ?? 'public';
}

const mostRetries = 8;

/** Processes of the version before work meanwhile. All that was changed in this round has been undone: it can be tried again. */
function isDeadlock(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '40P01';
}

/**
 * Migrations of a newer version, which this one does not know: they add and never take away, so that the version before
 * an upgrade runs on the schema after it, and whoever has upgraded can go back.
 */
async function appliedByNewer<Schema>(db: Kysely<Schema>): Promise<Record<string, Migration>> {
  const { rows: tables } = await sql<{ there: boolean }>`
    select to_regclass('kysely_migration') is not null as there`.execute(db);
  if (!tables[0]?.there) return {};
  const { rows } = await sql<{ name: string }>`select name from kysely_migration`.execute(db);
  return Object.fromEntries(rows.map(({ name }) => [name, { up: async () => undefined }]));
}
