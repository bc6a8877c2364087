import { stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Whether a private Postgres was ever made below this data folder; nothing is started. */
export async function hasCluster(dataDir: string): Promise<boolean> {
  return await stat(join(dataDir, 'postgres', 'PG_VERSION')).then(
    () => true,
    () => false,
  );
}
