import { randomInt } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

/** Postgres has ended a transaction in favour of another, and undone all of it (deadlock, serialisation failure). */
const endedForAnother = ['40P01', '40001'];
const longestPauseMs = 50;

/**
 * Does it again when Postgres has ended it in favour of another, at most so many times in all. It must be fit to be done
 * again: whatever it changes outside of its transaction is set anew each time.
 */
export async function tryAgain<T>(mostTries: number, act: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await act();
    } catch (error) {
      if (tries >= mostTries || !wasEndedForAnother(error)) throw error;
      // At random, so that the two do not meet again.
      await sleep(randomInt(longestPauseMs * tries));
    }
  }
}

function wasEndedForAnother(error: unknown): boolean {
  return error instanceof Error && 'code' in error && endedForAnother.includes(String(error.code));
}
