import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Gives forums that are being opened a moment: who listens is sent webhooks of all of them. Whatever takes longer holds up
 * nobody, also where nothing is open yet. Throws the first failure when none could be opened.
 */
export async function giveAMoment(opening: readonly Promise<unknown>[], mostMs: number): Promise<void> {
  const waiting = new AbortController();
  const late = sleep(mostMs, null, { signal: waiting.signal }).catch(() => null);
  const ended = await Promise.race([Promise.allSettled(opening), late]);
  waiting.abort();
  if (ended?.every(({ status }) => status === 'rejected')) await opening[0];
}
