import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import Fastify from 'fastify';
import { demoForumApp } from '../../service/demo-forum/app.ts';
import { createDemoForum } from '../../service/demo-forum/demo-forum.ts';
import { runWaypost } from '../cli/run-waypost.ts';

/** A forum with an administrator's key, and a folder to connect it from. */
export async function aForumToConnect(options: { plugin?: boolean } = {}) {
  const forum = createDemoForum({
    store: 'memory',
    ...options,
    limits: { adminApiCallsPerMinute: 10_000 },
  });
  const app = demoForumApp(forum);
  const url = await app.listen({ port: 0, host: '127.0.0.1' });
  const folder = await mkdtemp(join(tmpdir(), 'connect-'));
  const file = join(folder, 'forum.env');
  const keyFile = join(folder, 'admin-key');
  await writeFile(keyFile, forum.createApiKey());
  const port = await freePort();
  const runWith = (env: Record<string, string>, ...args: string[]) =>
    runWaypost([...args, '--admin-key-file', keyFile], { ENV_FILE: file, PORT: String(port), ...env });
  const run = (...args: string[]) => runWith({}, ...args);
  return {
    forum,
    url,
    file,
    port,
    keyFile,
    run,
    runWith,
    /** Without looking back, which needs a database. */
    connect: (...args: string[]) => run('connect', url, '--bot', 'guide', '--look-back', '0', ...args),
    kept: async () => parseEnv(await readFile(file, 'utf8')),
    hooks: () => [...forum.core.state.webhooks.all()],
    keys: () => [...forum.core.state.apiKeys.all()].filter(({ username }) => username === 'guide'),
    setting: (name: string) => forum.core.state.siteSettings.get(name)?.value,
    async [Symbol.asyncDispose]() {
      await app.close();
      await forum.close();
    },
  };
}

async function freePort(): Promise<number> {
  const app = Fastify();
  await app.listen({ port: 0, host: '127.0.0.1' });
  const address = app.server.address();
  await app.close();
  return typeof address === 'object' && address !== null ? address.port : 0;
}
