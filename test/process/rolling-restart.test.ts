import { createHmac } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { openStage, type Stage, webhookSecret } from '../campaign/open-stage.ts';
import { eventually, freePort } from '../support/run-part.ts';
import { startRoundRobin } from './round-robin.ts';

/** Signed webhooks of posts elsewhere, one after the other in a few lanes, until told to stop. */
function sendUntil(address: string, isOver: () => boolean) {
  const statuses: number[] = [];
  const kept: string[] = [];
  let next = 1;
  const lane = async () => {
    while (!isOver()) {
      const body = JSON.stringify({ novelty: { id: next++ } });
      const digest = createHmac('sha256', webhookSecret).update(body).digest('hex');
      const answer = await fetch(`${address}/hooks/discourse/default`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'x-discourse-event': 'something_new',
          'x-discourse-event-signature': `sha256=${digest}`,
        },
        body,
      });
      await answer.arrayBuffer();
      statuses.push(answer.status);
      if (answer.status === 200) kept.push(digest);
      await sleep(5);
    }
  };
  return { statuses, kept, done: Promise.all([1, 2, 3, 4].map(lane)) };
}

const unread = async (stage: Stage) =>
  await stage.query<{ count: number }>(`select count(*)::int as count from inbox where state = 'received'`);

test(
  'what was acknowledged while every process is restarted in turn is kept and read, and hardly one is refused',
  { timeout: 240_000 },
  async () => {
    await using stage = await openStage({ members: 5, fsync: false, withRedis: false });
    const ports = [await freePort(), await freePort()];
    const serve = (port = 0) => stage.start('serve', { PORT: String(port) });
    const serves = [await serve(ports[0]), await serve(ports[1])];
    const work = await stage.start('work');
    await using proxy = await startRoundRobin(ports);
    let isOver = false;
    const load = sendUntil(proxy.address, () => isOver);
    await sleep(500);

    for (const [index, running] of serves.entries()) {
      expect(await running.kill('SIGTERM')).toBe(0);
      await serve(ports[index]);
      await sleep(500);
    }
    expect(await work.kill('SIGTERM')).toBe(0);
    await stage.start('work');
    await sleep(500);
    isOver = true;
    await load.done;

    expect(load.statuses.length).toBeGreaterThan(100);
    // A connection that the system has taken for a process which is just closing is reset by the system.
    const refused = load.statuses.filter((status) => status !== 200);
    expect(refused.length).toBeLessThanOrEqual(load.statuses.length / 50);
    const digests = await stage.query<{ digest: string }>(
      `select encode(digest, 'hex') as digest from webhook_digest`,
    );
    expect(digests.map(({ digest }) => digest)).toEqual(expect.arrayContaining(load.kept));
    await eventually(
      'all read',
      () => unread(stage),
      ([row]) => row?.count === 0,
    );
  },
);

test(
  'behind a proxy that looks at its servers, none is refused while all are restarted in turn',
  { timeout: 240_000 },
  async () => {
    await using stage = await openStage({ members: 5, fsync: false, withRedis: false });
    const ports = [await freePort(), await freePort()];
    const serve = (port = 0) => stage.start('serve', { PORT: String(port), DRAIN_SECONDS: '2' });
    const serves = [await serve(ports[0]), await serve(ports[1])];
    await using proxy = await startRoundRobin(ports, { looks: true });
    const seen = (port = 0) =>
      eventually(
        `the proxy sends to ${port}`,
        async () => proxy.isUp(port),
        (isUp) => isUp,
      );
    for (const port of ports) await seen(port);
    let isOver = false;
    const load = sendUntil(proxy.address, () => isOver);

    for (const [index, running] of serves.entries()) {
      expect(await running.kill('SIGTERM')).toBe(0);
      await serve(ports[index]);
      await seen(ports[index]);
    }
    isOver = true;
    await load.done;

    expect(load.statuses.length).toBeGreaterThan(100);
    expect(load.statuses.filter((status) => status !== 200)).toEqual([]);
    const [kept] = await stage.query<{ count: number }>(`select count(*)::int as count from webhook_digest`);
    expect(kept?.count).toBe(load.kept.length);
  },
);

test('a worker that is ended hands on what it held: the next one works at once, no lease has to run out', async () => {
  await using stage = await openStage({
    members: 5,
    fsync: false,
    withRedis: false,
    env: {
      TIMING:
        'pollMs=250,queueHeadStartMs=500,eventLeaseMs=60000,offerLeaseMs=90000,senderLeaseMs=60000,reconcileMs=60000',
    },
  });
  const first = await stage.start('work');
  await eventually(
    'it holds the turns of the forum',
    () => stage.query<{ reconciler: string | null }>('select reconciler from forum'),
    ([forum]) => forum?.reconciler !== null,
  );

  expect(await first.kill('SIGTERM')).toBe(0);

  const [forum] = await stage.query('select sender, reconciler from forum');
  expect(forum).toEqual({ sender: null, reconciler: null });
  const leases = await stage.query(
    `select 1 from inbox where lease is not null and state = 'received'
     union all select 1 from event where lease is not null and state = 'received'
     union all select 1 from offer where lease is not null and state in ('waiting', 'unknown')`,
  );
  expect(leases).toEqual([]);
  expect(await stage.query('select 1 from worker_process')).toEqual([]);
}, 120_000);
