import { Worker } from 'node:worker_threads';
import type { CalendarEntry } from '../model/calendar-entry.ts';
import type { Horizon } from './parse-calendar.ts';

export type Parsed = { ok: true; entries: CalendarEntry[] } | { ok: false; why: string };

const longestMs = 10_000;

/**
 * Reads a calendar's text on a thread of its own, so that a large one holds nothing else up and an endless one is given up
 * after ten seconds.
 */
export async function readCalendar(text: string, horizon: Horizon): Promise<Parsed> {
  const file = import.meta.url.endsWith('.ts') ? './calendar-thread.ts' : './calendar-thread.js';
  const thread = new Worker(new URL(file, import.meta.url), {
    workerData: { text, horizon },
    resourceLimits: { maxOldGenerationSizeMb: 256 },
  });
  const { promise, resolve } = Promise.withResolvers<Parsed>();
  const timer = setTimeout(() => resolve({ ok: false, why: 'it takes too long to read' }), longestMs);
  thread
    .on('message', (parsed: Parsed) => resolve(parsed))
    .on('error', () => resolve({ ok: false, why: 'it is too large to read' }))
    .on('exit', () => resolve({ ok: false, why: 'it could not be read' }));
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
    await thread.terminate();
  }
}
