import { CamelCasePlugin, Kysely, type Transaction, type TransactionBuilder } from 'kysely';
import pg from 'pg';
import { ForumSchemasDialect } from './lock-migrations.ts';
import type { Database } from './schema.ts';
import { tryAgain } from './try-again.ts';

export type Db = Kysely<Database>;
/** A handle inside a transaction; a store method that takes one does everything through it. */
export type Trx = Transaction<Database>;

export interface DatabaseOptions {
  /** A `postgres://` URL, or connection fields for a server on a private socket. */
  connection: string | pg.PoolConfig;
  /** The one schema that is looked into; null: what the server looks into by itself. */
  schema?: string | null;
  /** Connections at most; every statement has a time limit so that none holds one for ever. */
  maxConnections?: number;
  statementTimeoutMs?: number;
  /** A process that stands still inside a transaction loses it after this, so that nobody waits for its locks for ever. */
  idleInTransactionMs?: number;
  /** How often a transaction is begun that Postgres ends in favour of another. */
  mostTries?: number;
  onIdleError: (error: Error) => void;
}

/** Opens a pool. Whoever opens it closes it with `db.destroy()`. */
export function openDatabase(options: DatabaseOptions): Db {
  const connection =
    typeof options.connection === 'string' ? { connectionString: options.connection } : options.connection;
  const { statementTimeoutMs = 10_000, schema = null } = options;
  // Acknowledged means kept, whatever the server's own default: a commit that Postgres may lose in a crash is none.
  const first = ['set synchronous_commit to on'];
  // Told by a statement: of an address with options of its own, those would count.
  if (schema !== null) first.push(`set search_path to ${pg.escapeIdentifier(schema)}`);
  const pool = new pg.Pool({
    ...connection,
    max: options.maxConnections ?? 10,
    connectionTimeoutMillis: 5_000,
    statement_timeout: statementTimeoutMs,
    // A server that stands still cannot keep its own time limit.
    query_timeout: statementTimeoutMs + 2_000,
    idle_in_transaction_session_timeout: options.idleInTransactionMs ?? 15_000,
    application_name: 'waypost',
    verify: (client, done) =>
      client.query(first.join('; '), (fault: Error | null) => done(fault ?? undefined)),
  });
  // An error on a connection without a query under way, idle or between two statements, would otherwise end the process.
  pool.on('connect', (client) => void client.on('error', options.onIdleError));
  pool.on('error', () => undefined);
  const db = new PatientDatabase(pool, options.mostTries ?? 5);
  pools.set(db, pool);
  const destroy = db.destroy.bind(db);
  // Kysely ends only a pool that it has used itself.
  db.destroy = async () => {
    await destroy();
    if (!pool.ending) await pool.end();
  };
  return db;
}

const pools = new WeakMap<Db, pg.Pool>();

/** A statement of one text for ever: Postgres reads and plans it once for each connection, by its name. */
export interface PreparedStatement {
  name: string;
  /** With `$1`, `$2` …; its columns are named as the rows are read. */
  text: string;
}

/**
 * Runs, in a commit of its own, what is run so often that building, reading and planning it would cost more than doing it.
 * @throws what Postgres says, and TypeError for a handle that `openDatabase` has not opened.
 */
export async function runPrepared<Row extends pg.QueryResultRow>(
  db: Db,
  statement: PreparedStatement,
  values: readonly unknown[],
): Promise<Row[]> {
  const pool = pools.get(db);
  if (!pool) throw new TypeError('prepared statements run on a handle of openDatabase only');
  const { rows } = await pool.query<Row>({ ...statement, values: [...values] });
  return rows;
}

/** Begins a transaction again that Postgres has ended in favour of another: nothing of it was done. */
class PatientDatabase extends Kysely<Database> {
  readonly #mostTries: number;

  constructor(pool: pg.Pool, mostTries: number) {
    super({
      dialect: new ForumSchemasDialect({ pool }),
      plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
    });
    this.#mostTries = mostTries;
  }

  override transaction(): TransactionBuilder<Database> {
    const builder = super.transaction();
    const once = builder.execute.bind(builder);
    builder.execute = (act) => tryAgain(this.#mostTries, () => once(act));
    return builder;
  }
}
