import type { AdminClient } from '../discourse/admin-client.ts';

/** What became of a test ping. */
export type PingOutcome = { arrived: true } | { arrived: false; status: number | null };

/**
 * Lets the forum send a ping and reads from the forum's own list of deliveries what it was answered. Null: the forum did not
 * get round to sending it in time.
 */
export async function awaitPing(
  deps: { admin: Pick<AdminClient, 'ping' | 'deliveries'>; wait(ms: number): Promise<void> },
  hook: number,
  { tries = 15, everyMs = 1_000 } = {},
): Promise<PingOutcome> {
  const before = new Set((await deps.admin.deliveries(hook)).map(({ id }) => id));
  await deps.admin.ping(hook);
  for (let attempt = 0; attempt < tries; attempt += 1) {
    await deps.wait(everyMs);
    const pings = (await deps.admin.deliveries(hook)).filter(
      ({ id, event }) => event === 'ping' && !before.has(id),
    );
    const answered = pings.find(({ status }) => status !== 0);
    if (answered) {
      const arrived = answered.status >= 200 && answered.status < 300;
      return arrived ? { arrived } : { arrived, status: answered.status };
    }
  }
  return { arrived: false, status: null };
}
