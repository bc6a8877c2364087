import { setTimeout as sleep } from 'node:timers/promises';
import type { Stage } from './open-stage.ts';

interface Undone extends Record<string, number> {
  webhooks: number;
  events: number;
  offers: number;
  unreconciled: number;
}

/** Waits until nothing is left to do, and the newest posts have been looked through once more. False: it never came to rest. */
export async function drain(
  stage: Stage,
  withinMs: number,
): Promise<{ drained: boolean; undone: Undone | null }> {
  const until = performance.now() + withinMs;
  const since = new Date();
  let undone: Undone | null = null;
  let quietRounds = 0;
  while (performance.now() < until) {
    const rows = await stage.query<Undone>(undoneNow, [since]).catch(() => []);
    undone = rows[0] ?? null;
    const isQuiet = undone !== null && Object.values(undone).every((count) => count === 0);
    quietRounds = isQuiet ? quietRounds + 1 : 0;
    if (quietRounds >= 4) return { drained: true, undone };
    await sleep(400);
  }
  return { drained: false, undone };
}

// Offers deferred to another day are at rest, those whose moment comes within the minute are not.
const undoneNow = `select
  (select count(*)::int from inbox where state = 'received') as webhooks,
  (select count(*)::int from event where state = 'received') as events,
  (select count(*)::int from offer where state in ('sending', 'unknown') or (state = 'waiting' and next_at < now() + interval '1 minute')) as offers,
  (select count(*)::int from forum where last_reconciled_at is null or last_reconciled_at < $1::timestamptz + interval '2 seconds') as unreconciled`;
