import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault } from './fault.ts';

const shim = new URL('./shift-clock.mjs', import.meta.url).href;

/** What can happen to Waypost's own processes and to the clock of their machine. */
export const processFaults: Readonly<Record<string, Fault>> = {
  'work-killed': {
    what: 'a worker killed',
    strike: ({ crew, random }) => crew.kill(random.pick(workersOf(crew.names))),
  },
  'serve-killed': {
    what: 'the process that takes webhooks killed',
    strike: ({ crew }) => crew.kill('serve'),
  },
  'work-frozen': {
    what: 'a worker stopped for longer than its leases',
    strike: ({ crew, random }) =>
      crew.freeze(random.pick(workersOf(crew.names)), 4_000 + random.below(3_000)),
  },
  'rolling-restart': {
    what: 'every process ended and started again, one after the other, as an upgrade does',
    async strike({ crew }) {
      for (const name of crew.names) {
        await crew.restart(name);
        await sleep(300);
      }
    },
  },
  'busy-day': {
    what: 'nothing but the posts of a busy forum in a day, one every five seconds, played without pauses',
    events: 17_280,
    strike: () => Promise.resolve(),
  },
  'clock-jumps': {
    what: 'clocks of the processes an hour ahead, then an hour behind; Postgres has its own',
    env: { NODE_OPTIONS: `--import=${shim}` },
    strike: () => sleep(1_000),
  },
};

function workersOf(names: readonly string[]): string[] {
  return names.filter((name) => name !== 'serve');
}
