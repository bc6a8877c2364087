import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildApp } from '../../service/app.ts';
import { createWebhookKeeper } from '../../service/ingest/keep-webhook.ts';
import { readEventsSecret } from '../../service/ingest/outside/verify-told.ts';
import { prepareSecret } from '../../service/ingest/verify-signature.ts';
import { demoSecrets } from '../../service/runtime/installation-secrets.ts';
import { forum, openTestStores, type TestStores } from '../support/storage-makers.ts';
import { eventsSecret } from '../support/told-event.ts';

const run = promisify(execFile);
const readme = await readFile('service/README.md', 'utf8');
const [, section = ''] = /^### Signed by hand\n([^]*?)^##/m.exec(readme) ?? [];
const examples = [...section.matchAll(/^```sh\n([^]*?)^```$/gm)].map(([, script = '']) => script);

let stores: TestStores;
beforeAll(async () => {
  stores = await openTestStores();
});
afterAll(() => stores[Symbol.asyncDispose]());

test('the README signs a webhook and an event by hand', () => expect(examples).toHaveLength(2));

test.each([
  ['a webhook', 0],
  ['an event', 1],
])('%s signed as the README says is kept', async (_what, index) => {
  await using folder = await temporaryFolder();
  const { webhookSecret } = await demoSecrets(join(folder.path, '.waypost'));
  await using service = await openService(webhookSecret);
  const script = (examples[index] ?? '').replaceAll('http://127.0.0.1:4600', service.address);

  const { stdout } = await run('bash', ['-euc', script], {
    cwd: folder.path,
    env: { PATH: `${dirname(process.execPath)}:${process.env['PATH'] ?? ''}`, EVENTS_SECRET: eventsSecret },
  });

  expect(JSON.parse(stdout)).toEqual({ kept: true });
});

async function temporaryFolder() {
  const path = await mkdtemp(join(tmpdir(), 'waypost-signed-'));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true }) };
}

async function openService(webhookSecret: string) {
  const keeper = createWebhookKeeper(stores.inbox);
  const keys = [readEventsSecret(eventsSecret)].filter((key) => key !== null);
  const app = await buildApp({
    log: pino({ level: 'silent' }),
    trustProxy: false,
    hooks: {
      forums: new Map([['default', { id: forum, secrets: [prepareSecret(webhookSecret)] }]]),
      keeper,
      wake: () => {},
      crash: () => {},
    },
    events: { forums: new Map([['default', { id: forum, keys }]]), keeper, wake: () => {} },
    faces: async () => {},
  });
  const address = await app.listen({ port: 0, host: '127.0.0.1' });
  return { address, [Symbol.asyncDispose]: () => app.close() };
}
