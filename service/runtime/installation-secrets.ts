import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Made once for the demo forum and kept below the data folder, readable by its owner only. A real forum brings its own. */
export interface InstallationSecrets {
  webhookSecret: string;
  dashboardPassword: string;
  /** What the demo forum signs with when it says who signs in. */
  connectSecret: string;
}

export async function demoSecrets(dataDir: string): Promise<InstallationSecrets> {
  const file = join(dataDir, 'demo-secrets.json');
  const kept = await readKept(file);
  const made = {
    webhookSecret: kept.webhookSecret ?? randomBytes(32).toString('hex'),
    dashboardPassword: kept.dashboardPassword ?? randomBytes(9).toString('base64url'),
    connectSecret: kept.connectSecret ?? randomBytes(32).toString('hex'),
  };
  await mkdir(dataDir, { recursive: true });
  await writeFile(file, JSON.stringify(made), { mode: 0o600 });
  return made;
}

async function readKept(file: string): Promise<Partial<InstallationSecrets>> {
  try {
    const kept: unknown = JSON.parse(await readFile(file, 'utf8'));
    return typeof kept === 'object' && kept !== null ? kept : {};
  } catch {
    // Missing or cut off by a crash: new ones are made, and the demo forum is told of them at this start.
    return {};
  }
}
