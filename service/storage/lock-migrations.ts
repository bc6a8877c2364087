import { type Kysely, type MigrationLockOptions, PostgresAdapter, PostgresDialect, sql } from 'kysely';
import { isSchemaOfForum } from './forum-schema.ts';

/**
 * Postgres, but for the lock under which a schema is brought forward: one for each forum's schema, so that a change that waits
 * in one, for a table that an old process holds, keeps no other forum from being opened. Elsewhere it is the lock that every
 * version takes.
 */
export class ForumSchemasDialect extends PostgresDialect {
  override createAdapter(): PostgresAdapter {
    return new ForumSchemasAdapter();
  }
}

/** The lock belongs to the connection, as the usual one does: it outlives the statement, and is given back by the next one. */
class ForumSchemasAdapter extends PostgresAdapter {
  override async acquireMigrationLock(db: Kysely<unknown>, options: MigrationLockOptions): Promise<void> {
    const key = keyOf(options);
    if (key === null) return await super.acquireMigrationLock(db, options);
    await sql`select pg_advisory_lock(hashtextextended(${key}, 0))`.execute(db);
  }

  override async releaseMigrationLock(db: Kysely<unknown>, options: MigrationLockOptions): Promise<void> {
    const key = keyOf(options);
    if (key === null) return await super.releaseMigrationLock(db, options);
    await sql`select pg_advisory_unlock(hashtextextended(${key}, 0))`.execute(db);
  }
}

function keyOf({ lockTableSchema: schema }: MigrationLockOptions): string | null {
  return schema !== undefined && isSchemaOfForum(schema) ? `waypost.migrate.${schema}` : null;
}
