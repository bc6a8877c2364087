import { pino } from 'pino';
import { expect, test } from 'vitest';
import { checkAccess } from '../../service/sweep/check-access.ts';
import { openSpine, type Spine } from '../support/spine.ts';

const ask = (spine: Spine) =>
  checkAccess(
    { client: spine.client, forums: spine.stores.forums, log: pino({ level: 'silent' }) },
    spine.forum,
  );

test('a forum that answers and accepts the key is open', async () => {
  await using spine = await openSpine();

  expect(await ask(spine)).toBe('open');
});

test('a key that the forum refuses is told apart, and the forum is left alone for a while', async () => {
  await using spine = await openSpine();
  spine.demo.revokeApiKey(spine.demo.apiKey);

  expect(await ask(spine)).toBe('refused');
  expect(await spine.stores.forums.find(spine.forum)).toMatchObject({ blockedBecause: 'not_allowed' });
});

test('a suspended bot is no dead key: what is known to everybody tells them apart', async () => {
  await using spine = await openSpine();
  const bot = await spine.client.ownOpenProfile();
  expect(bot).toMatchObject({ username: spine.demo.botUsername, suspendedTill: null });
  spine.demo.revokeApiKey(spine.demo.apiKey);
  const ownOpenProfile = async () => bot && { ...bot, suspendedTill: new Date('2999-01-01') };

  expect(await ask({ ...spine, client: { ...spine.client, ownOpenProfile } })).toBe('refused');
  expect(await spine.stores.forums.find(spine.forum)).toMatchObject({ blockedBecause: 'bot_suspended' });
});

test('a forum that does not answer is away', async () => {
  await using spine = await openSpine();
  spine.demo.misbehave({ mode: 'server-error' });

  expect(await ask(spine)).toBe('away');
});
