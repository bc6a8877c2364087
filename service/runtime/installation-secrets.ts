import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Made once for the demo forum and kept below the data folder, readable by its owner only. A real forum brings its own. */
export interface InstallationSecrets {
  webhookSecret: string;
  dashboardPassword: string;
}

export async function demoSecrets(dataDir: string): Promise<InstallationSecrets> {
  const file = join(dataDir, 'demo-secrets.json');
  const kept = await readKept(file);
  if (kept) return kept;
  const made = {
    webhookSecret: randomBytes(32).toString('hex'),
    dashboardPassword: randomBytes(9).toString('base64url'),
  };
  await mkdir(dataDir, { recursive: true });
  await writeFile(file, JSON.stringify(made), { mode: 0o600 });
  return made;
}

async function readKept(file: string): Promise<InstallationSecrets | null> {
  try {
    const kept: unknown = JSON.parse(await readFile(file, 'utf8'));
    if (typeof kept !== 'object' || kept === null) return null;
    const { webhookSecret, dashboardPassword } = kept as Partial<InstallationSecrets>;
    return webhookSecret && dashboardPassword ? { webhookSecret, dashboardPassword } : null;
  } catch {
    // Missing or cut off by a crash: new ones are made, and the demo forum is told of them at this start.
    return null;
  }
}
