import { median } from '../fire.ts';

export type Cost = Record<string, number>;

/** CPU microseconds of this process for one pass of each, interleaved; the median of the rounds, after one that warms up. */
export function measure(work: Record<string, () => number>, rounds = 5): Cost {
  const taken = new Map<string, number[]>(Object.keys(work).map((name) => [name, []]));
  for (let round = -1; round < rounds; round += 1) {
    for (const [name, pass] of Object.entries(work)) {
      const us = cpuUs(pass);
      if (round >= 0) taken.get(name)?.push(us);
    }
  }
  return Object.fromEntries([...taken].map(([name, times]) => [name, median(times)]));
}

export function cpuUs(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return user + system;
}

export function say(what: string, value: number, sign: '<=' | '>=', goal: number): void {
  const reached = sign === '<=' ? value <= goal : value >= goal;
  console.log(
    `${what}: ${value >= 100 ? Math.round(value) : value.toFixed(2)}; goal ${sign} ${goal}: ${reached ? 'reached' : 'NOT reached'}`,
  );
}
