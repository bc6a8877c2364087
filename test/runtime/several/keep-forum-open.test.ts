import { setTimeout as sleep } from 'node:timers/promises';
import pino from 'pino';
import { expect, test, vi } from 'vitest';
import { forumId } from '../../../service/model/ids.ts';
import { type OpenForum, keepForumOpen } from '../../../service/runtime/several/keep-forum-open.ts';

function keep(open: () => Promise<OpenForum>) {
  const told: string[] = [];
  const kept = keepForumOpen(
    { forumName: forumId('garden'), publicUrl: null },
    {
      open,
      onOpen: () => void told.push('open'),
      onFailure: (error) => void told.push(error.message),
      log: pino({ level: 'silent' }),
      everyMs: 5,
    },
  );
  return { kept, told };
}

/** A forum of which only its end is of interest. */
function aForum(closed: string[]): OpenForum {
  return {
    runtime: {} as OpenForum['runtime'],
    app: null,
    [Symbol.asyncDispose]: async () => void closed.push('closed'),
  };
}

test('a forum that cannot be opened is tried again until it can, and its failure is said once', async () => {
  const closed: string[] = [];
  let tries = 0;
  const { kept, told } = keep(async () => {
    tries += 1;
    if (tries < 4) throw new Error('its rules have mistakes');
    return aForum(closed);
  });

  await expect(kept.opened).rejects.toThrow('its rules have mistakes');
  expect(kept.current()).toBeNull();
  await vi.waitFor(() => expect(kept.current()).not.toBeNull());
  expect(told).toEqual(['its rules have mistakes', 'open']);

  await kept[Symbol.asyncDispose]();
  expect(closed).toEqual(['closed']);
});

test('ending while it is being opened waits for that, closes it, and tries no more', async () => {
  const closed: string[] = [];
  const { kept, told } = keep(async () => {
    await sleep(30);
    return aForum(closed);
  });

  await kept[Symbol.asyncDispose]();
  expect(closed).toEqual(['closed']);
  expect(told).toEqual([]);
});

test('ending between two tries ends the trying', async () => {
  let tries = 0;
  const { kept } = keep(async () => {
    tries += 1;
    throw new Error('not yet');
  });
  await expect(kept.opened).rejects.toThrow('not yet');
  await kept[Symbol.asyncDispose]();
  const before = tries;
  await sleep(30);
  expect(tries).toBe(before);
});
