import { parseArgs } from 'node:util';

import { demoForumApp } from './app.ts';
import { createDemoForum } from './demo-forum.ts';
import type { DemoForum } from './demo-forum.ts';
import { discourseDefaults } from './limits.ts';

const usage = `npm run -s demo-forum -- [--port 4601] [--host 127.0.0.1] [--data forum.sqlite]
  [--webhook http://127.0.0.1:4600/hooks/discourse/default --secret <12 letters or more>]
  [--empty] [--plugin] [--limit adminApiCallsPerMinute=600 ...] [--dashboard http://127.0.0.1:4600/]
`;

/** The demo forum as a process of its own. Says one JSON line when it listens: its address and the bot's key. */
async function serve(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      port: { type: 'string', default: '4601' },
      host: { type: 'string', default: '127.0.0.1' },
      data: { type: 'string' },
      webhook: { type: 'string' },
      secret: { type: 'string' },
      empty: { type: 'boolean', default: false },
      plugin: { type: 'boolean', default: false },
      limit: { type: 'string', multiple: true, default: [] },
      dashboard: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return void process.stdout.write(usage);

  const forum = createDemoForum({
    store: values.data === undefined ? 'memory' : { file: values.data },
    seed: !values.empty,
    ...(values.plugin ? { plugin: true } : {}),
    limits: readLimits(values.limit),
  });
  if (values.webhook !== undefined) addWebhook(forum, values.webhook, values.secret);
  const app = demoForumApp(forum, values.dashboard === undefined ? {} : { dashboardUrl: values.dashboard });
  const address = await app.listen({ port: Number(values.port), host: values.host });
  process.stdout.write(
    `${JSON.stringify({ listening: address, apiKey: forum.apiKey, username: forum.botUsername })}\n`,
  );

  const stop = async (): Promise<void> => {
    await app.close();
    await forum.close();
  };
  process.once('SIGINT', () => void stop());
  process.once('SIGTERM', () => void stop());
}

function addWebhook(forum: DemoForum, url: string, secret: string | undefined): void {
  if (secret === undefined || secret.length < 12) {
    throw new Error(
      `--secret: a webhook needs a secret of at least 12 letters; ${secret === undefined ? 'none' : secret.length} given`,
    );
  }
  forum.addWebhook({ url, secret });
}

function readLimits(entries: readonly string[]): Record<string, number | boolean> {
  const known = Object.keys(discourseDefaults);
  const limits: Record<string, number | boolean> = {};
  for (const entry of entries) {
    const [name = '', value = ''] = entry.split('=');
    const isSwitch = value === 'true' || value === 'false';
    if (!known.includes(name))
      throw new Error(`--limit ${entry}: unknown limit "${name}"; known: ${known.join(', ')}`);
    if (!isSwitch && (value === '' || Number.isNaN(Number(value))))
      throw new Error(`--limit ${entry}: "${value}" is not a number`);
    limits[name] = isSwitch ? value === 'true' : Number(value);
  }
  return limits;
}

try {
  await serve(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
  process.exitCode = 1;
}
