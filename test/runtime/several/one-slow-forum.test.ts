import { expect, test } from 'vitest';
import { closeTogether } from '../../../service/runtime/several/close-together.ts';
import { giveAMoment } from '../../../service/runtime/several/give-a-moment.ts';

const never = new Promise<never>(() => undefined);
const failing = (message: string) => {
  const failed = Promise.reject(new Error(message));
  failed.catch(() => undefined);
  return failed;
};

test('a forum whose opening never ends keeps nobody from listening, though no other is open either', async () => {
  await expect(giveAMoment([never, failing('its rules have mistakes')], 20)).resolves.toBeUndefined();
  await expect(giveAMoment([never, Promise.resolve()], 20)).resolves.toBeUndefined();
});

test('all have their moment, and nobody waits longer than it takes', async () => {
  let isOpen = false;
  const slow = new Promise((resolve) => setTimeout(resolve, 20)).then(() => (isOpen = true));
  await giveAMoment([Promise.resolve(), slow, failing('away')], 60_000);
  expect(isOpen).toBe(true);
});

test('when none can be opened, it says why', async () => {
  await expect(giveAMoment([failing('no Postgres'), failing('other')], 1_000)).rejects.toThrow('no Postgres');
});

test('one that takes long to close, or cannot be closed, leaves the others their time', async () => {
  const closed: string[] = [];
  const closing = (act: () => Promise<void>): AsyncDisposable => ({ [Symbol.asyncDispose]: act });
  const all = closeTogether([
    closing(async () => void closed.push('first')),
    closing(() => Promise.reject(new Error('cannot be closed'))),
    closing(() => never),
    closing(async () => void closed.push('last')),
  ]);
  void all[Symbol.asyncDispose]();
  await new Promise((resolve) => setTimeout(resolve, 5));
  expect(closed).toEqual(['first', 'last']);

  const some = closeTogether([closing(() => Promise.reject(new Error('cannot be closed')))]);
  await expect(some[Symbol.asyncDispose]()).rejects.toThrow('cannot be closed');
});
