import { sql } from 'kysely';
import type { Db } from './database.ts';

/** Which processes of this installation are alive. */
export function createWorkerStore(db: Db) {
  return {
    /** A sign of life; whoever has given none for a day is forgotten. */
    async beat(process: string, role: string): Promise<void> {
      await db
        .insertInto('workerProcess')
        .values({ id: process, role })
        .onConflict((conflict) => conflict.column('id').doUpdateSet({ role, seenAt: sql<Date>`now()` }))
        .execute();
      await sql`delete from worker_process where seen_at < now() - interval '1 day'`.execute(db);
    },

    async leave(process: string): Promise<void> {
      await db.deleteFrom('workerProcess').where('id', '=', process).execute();
    },
  };
}

export type WorkerStore = ReturnType<typeof createWorkerStore>;
