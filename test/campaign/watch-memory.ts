import { readFile } from 'node:fs/promises';
import type { Crew } from './break-things.ts';

/** Resident memory of one process over a campaign, in megabytes. */
export interface Memory {
  name: string;
  /** The mean of the second and of the last third: what a process needs to begin is not counted as growth. */
  middle: number;
  end: number;
}

const mostGrowth = 1.25;
const noise = 25;

/** Looks at the memory of every process now and then. Processes that were killed begin anew and are left out. */
export function watchMemory(crew: Crew) {
  const samples = new Map<string, { pid: number; megabytes: number }[]>();
  return {
    async look(): Promise<void> {
      for (const [name, pid] of crew.pids()) {
        const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
        const [, kilobytes] = /VmRSS:\s+(\d+) kB/.exec(status) ?? [];
        if (kilobytes === undefined) continue;
        samples.set(name, [...(samples.get(name) ?? []), { pid, megabytes: Number(kilobytes) / 1024 }]);
      }
    },
    result(): Memory[] {
      return [...samples].flatMap(([name, all]) => {
        const pid = all.at(-1)?.pid;
        if (all.length < 9 || all.some((one) => one.pid !== pid)) return [];
        const third = Math.floor(all.length / 3);
        return [{ name, middle: mean(all.slice(third, 2 * third)), end: mean(all.slice(-third)) }];
      });
    },
  };
}

/** What grew and went on growing. */
export function growing(memory: readonly Memory[]): string[] {
  return memory
    .filter(({ middle, end }) => end > middle * mostGrowth + noise)
    .map(({ name, middle, end }) => `memory: ${name} grew from ${middle.toFixed(0)} to ${end.toFixed(0)} MB`);
}

function mean(samples: readonly { megabytes: number }[]): number {
  return samples.reduce((sum, { megabytes }) => sum + megabytes, 0) / samples.length;
}
