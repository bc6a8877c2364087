import { rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import pino from 'pino';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { readFile } from 'node:fs/promises';
import { readConfig } from '../../service/config.ts';
import { createConnecting } from '../../service/runtime/connect/connecting.ts';
import { createTestPings } from '../../service/runtime/connect/test-pings.ts';
import { aForumToConnect } from '../connect/a-connected-forum.ts';

const ana = 'the session of Ana';
const ben = 'the session of Ben';
const byAna = { who: 'Ana', madeOn: 'dashboard', why: 'we would like help' } as const;

let there: Awaited<ReturnType<typeof aForumToConnect>>;
let adminKey: string;
beforeEach(async () => {
  there = await aForumToConnect();
  adminKey = (await readFile(there.keyFile, 'utf8')).trim();
  vi.stubEnv('ENV_FILE', there.file);
  vi.stubEnv('DATABASE_URL', '');
  vi.stubEnv('DATA_DIR', '');
});
afterEach(async () => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
  await there[Symbol.asyncDispose]();
  await rm(dirname(there.file), { recursive: true, force: true });
});

function aConnecting() {
  return createConnecting({
    config: readConfig({}),
    log: pino({ level: 'silent' }),
    webhookSecrets: [],
    pings: createTestPings(),
    startAnew: () => undefined,
  });
}
const asked = () => ({
  forum: there.url,
  own: `http://127.0.0.1:${there.port}`,
  bot: 'guide',
  adopt: false,
  leavePlugin: false,
});

test('a draft is shown to the session that made it, and nobody else may carry it out', async () => {
  const connecting = aConnecting();
  await connecting.look(ana, asked(), adminKey);

  expect(connecting.state(ana)).toMatchObject({ at: 'draft', draft: { bot: 'guide', isAllThere: false } });
  expect(connecting.state(ben)).toMatchObject({ at: 'rest', asked: null });
  expect(connecting.make(ben, { ...byAna, who: 'Ben' })).toBe(false);
  expect([there.hooks(), there.keys()]).toEqual([[], []]);
});

test('while it looks, that is said, and who forgets hears no more of it', async () => {
  const connecting = aConnecting();
  const looked = connecting.look(ana, asked(), adminKey);
  expect(connecting.state(ana)).toEqual({ at: 'looking', forum: there.url });
  expect(connecting.state(ben)).toMatchObject({ at: 'rest' });
  connecting.forget(ana);
  await looked;

  expect(connecting.state(ana)).toMatchObject({ at: 'rest', trouble: null });
  expect(connecting.make(ana, byAna)).toBe(false);
});

test('nothing that a page is given holds a secret', async () => {
  const connecting = aConnecting();
  await connecting.look(ana, asked(), adminKey);
  const shown = JSON.stringify(connecting.state(ana));

  expect(shown).not.toContain(adminKey);
  expect(shown).not.toMatch(/[0-9a-f]{64}/);
});

test('draft and key are forgotten after ten minutes, or when they are to be', async () => {
  const connecting = aConnecting();
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  await connecting.look(ana, asked(), adminKey);
  vi.advanceTimersByTime(10 * 60_000);

  expect(connecting.state(ana)).toMatchObject({ at: 'rest' });
  expect(connecting.make(ana, byAna)).toBe(false);
  await connecting.look(ana, asked(), adminKey);
  connecting.forget(ana);
  expect(connecting.make(ana, byAna)).toBe(false);
  expect(there.keys()).toEqual([]);
});

test.each([
  ['no_address', { forum: 'ftp://forum.example' }],
  ['not_encrypted', { forum: 'http://forum.example' }],
  ['password_in_address', { forum: 'https://me:secret@forum.example' }],
  ['does_not_answer', { forum: 'http://127.0.0.1:9' }],
  ['not_encrypted', { own: 'http://waypost.example' }],
  ['bad_bot_name', { bot: 'x y' }],
] as const)('an address is checked as the command checks it: %s', async (code, wrong) => {
  const connecting = aConnecting();
  await connecting.look(ana, { ...asked(), ...wrong }, adminKey);

  expect(connecting.state(ana)).toMatchObject({ at: 'rest', trouble: { code } });
});

test('the database of the demo forum is not taken for a real one', async () => {
  vi.stubEnv('DATABASE_URL', 'postgres://127.0.0.1/demo');
  const connecting = aConnecting();
  await connecting.look(ana, asked(), adminKey);

  expect(connecting.state(ana)).toMatchObject({ trouble: { code: 'holds_demo' } });
});
