import { cp, glob, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ForumDriver, driveForum } from '../support/forum-driver.ts';
import { type RunningPart, freePort, runPart } from '../support/run-part.ts';

/** Short enough that a journey takes seconds; nothing here changes what happens, only when. */
const quickTiming =
  'pollMs=200,queueHeadStartMs=200,eventLeaseMs=2000,offerLeaseMs=3000,senderLeaseMs=2000,quietMs=1500,secondLookMs=500,reconcileMs=4000,requestTimeoutMs=1000,postSpacingMs=100';

export interface RunningWaypost extends RunningPart {
  address: string;
  forum: ForumDriver;
}

/** A place on disk where a Waypost lives across starts, with ports of its own. */
export async function makePlace() {
  const dataDir = await mkdtemp(join(tmpdir(), 'waypost-journey-'));
  const port = await freePort();
  const forumPort = await freePort();
  const rules = join(dataDir, 'rules');
  await copyStarterPack(rules);
  return {
    dataDir,
    rules,
    /** `node service/main.ts` with nothing configured but what makes the journey quick: the demo forum, private servers. */
    async start(env: Readonly<Record<string, string>> = {}): Promise<RunningWaypost> {
      const part = await runPart('service/main.ts', {
        env: {
          DATA_DIR: dataDir,
          PORT: String(port),
          DEMO_FORUM_PORT: String(forumPort),
          RULES_PATH: rules,
          TIMING: quickTiming,
          LOG_LEVEL: 'info',
          ...env,
        },
        ready: /Ctrl-C ends it/,
      });
      return Object.assign(part, {
        address: `http://127.0.0.1:${port}`,
        forum: driveForum(`http://127.0.0.1:${forumPort}`),
      });
    },
    async [Symbol.asyncDispose]() {
      await rm(dataDir, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    },
  };
}

/** The starter pack, with the shortest wait that a rule may have: one second on the demo forum. */
async function copyStarterPack(to: string): Promise<void> {
  await cp(join(import.meta.dirname, '..', '..', 'rules'), to, { recursive: true });
  for await (const name of glob('*/*.yml', { cwd: to })) {
    const text = await readFile(join(to, name), 'utf8');
    await writeFile(join(to, name), `${text.replaceAll(/^wait:.*\n/gm, '')}wait: 60s\n`);
  }
}

/** Processes whose command line names this folder: what a Waypost there must not leave behind. */
export async function processesAt(dataDir: string): Promise<string[]> {
  const found: string[] = [];
  for (const pid of await readdir('/proc')) {
    if (!/^\d+$/.test(pid)) continue;
    const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
    const environment = await readFile(`/proc/${pid}/environ`, 'utf8').catch(() => '');
    if (command.includes(dataDir) || environment.includes(`DATA_DIR=${dataDir}`))
      found.push(`${pid} ${command.replaceAll('\0', ' ')}`);
  }
  return found;
}
