import { parentPort, workerData } from 'node:worker_threads';
import type { Parsed } from './read-calendar.ts';
import { type Horizon, parseCalendar } from './parse-calendar.ts';

/** What `read-calendar.ts` hands to its thread. */
const { text, horizon } = workerData as { text: string; horizon: Horizon };

function parse(): Parsed {
  try {
    return { ok: true, entries: parseCalendar(text, horizon) };
  } catch (error) {
    // What the parser says may quote the calendar.
    const isOurs = error instanceof Error && error.message.startsWith('it ');
    return { ok: false, why: isOurs ? error.message : 'it is no calendar in the ICS format' };
  }
}

// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
parentPort?.postMessage(parse());
