import { setTimeout as sleep } from 'node:timers/promises';
import type { RunningPart } from '../support/run-part.ts';
import type { Fault } from './faults/fault.ts';
import type { Stage } from './open-stage.ts';
import type { Random } from './random.ts';

/** The processes of Waypost that are running now; each comes back after it was killed. */
export interface Crew extends AsyncDisposable {
  kill(name: string): Promise<void>;
  /** Ends it as an operator does, and starts it again. */
  restart(name: string): Promise<void>;
  /** Stops it in the middle of whatever it does, and lets it go on after its leases are over. */
  freeze(name: string, forMs: number): Promise<void>;
  names: readonly string[];
  pids(): [string, number][];
}

export async function startCrew(stage: Stage, workers: number): Promise<Crew> {
  const roles = new Map<string, 'serve' | 'work'>([
    ['serve', 'serve'],
    ...Array.from({ length: workers }, (_, index) => [`work ${index + 1}`, 'work'] as const),
  ]);
  const running = new Map<string, RunningPart>();
  for (const [name, role] of roles) running.set(name, await stage.start(role));

  async function replace(name: string, signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    const part = running.get(name);
    const role = roles.get(name);
    if (!part || !role) throw new Error(`there is no part ${name}`);
    await part.kill(signal);
    running.set(name, await startPatiently(stage, name, role));
  }

  return {
    names: [...roles.keys()],
    pids: () => [...running].map(([name, { pid }]) => [name, pid]),
    kill: (name) => replace(name, 'SIGKILL'),
    restart: (name) => replace(name, 'SIGTERM'),
    async freeze(name, forMs) {
      const part = running.get(name);
      await part?.kill('SIGSTOP');
      await sleep(forMs);
      await part?.kill('SIGCONT');
    },
    async [Symbol.asyncDispose]() {
      await Promise.all([...running.values()].map((part) => part.kill('SIGTERM')));
    },
  };
}

/** A process that finds Postgres away at its start ends; whoever runs it starts it again, as systemd and Docker do. */
async function startPatiently(stage: Stage, name: string, role: 'serve' | 'work'): Promise<RunningPart> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await stage.start(role);
    } catch (error) {
      if (attempt === 10) throw error;
      await sleep(1_000);
    }
  }
}

const lostAnswers = [
  'bad-gateway-after-posting',
  'connection-dropped',
  'answer-never-comes',
  'server-error',
  'bad-gateway',
] as const;

/** Strikes with one fault as often as asked, at even distances; the load waits for nothing but the end. */
export function planFault(
  stage: Stage,
  crew: Crew,
  options: { fault: Fault; strikes: number; events: number; random: Random; say(line: string): void },
) {
  const { fault, strikes, events, random, say } = options;
  let struck = 0;
  let last: Promise<void> = Promise.resolve();
  return {
    killed: () => new Map([[fault.what, struck]]),
    async onEvent(index: number): Promise<void> {
      if (struck >= strikes || index < ((struck + 0.5) * events) / strikes) return;
      struck += 1;
      say(fault.what);
      last = last.then(() => fault.strike({ stage, crew, random }));
      // What happens to the servers falls among the load; nobody waits for it to be over.
      last.catch(() => undefined);
    },
    async rest(): Promise<void> {
      await last;
      await stage.forum.behave();
    },
  };
}

/** Kills as many parts as asked, at moments spread over the load, one after the other, and makes the forum lose some answers. */
export function planFaults(
  stage: Stage,
  crew: Crew,
  options: {
    events: number;
    kills: number;
    freezes: number;
    wipes: number;
    random: Random;
    say(line: string): void;
  },
) {
  const { random, say } = options;
  const targets = [
    ...crew.names,
    ...crew.names.filter((name) => name !== 'serve'),
    'postgres',
    ...(stage.redis ? ['redis'] : []),
  ];
  const every = options.events / options.kills;
  const plan = Array.from({ length: options.kills }, (_, index) => ({
    at: Math.floor(every * (index + 0.2 + 0.6 * random.next())),
    target: random.pick(targets),
  }));
  const wipes = stage.redis ? options.wipes : 0;
  for (let index = 0; index < wipes; index += 1) {
    const fault = plan[Math.floor(((index + 1) * plan.length) / (wipes + 1))];
    if (fault) fault.target = 'redis, wiped';
  }
  for (let index = 0; index < options.freezes; index += 1) {
    plan.push({
      at: random.below(options.events),
      target: `freeze ${random.pick(crew.names.filter((name) => name !== 'serve'))}`,
    });
  }
  const killed = new Map<string, number>();
  let last: Promise<void> = Promise.resolve();

  async function strike(target: string): Promise<void> {
    killed.set(target, (killed.get(target) ?? 0) + 1);
    say(target.startsWith('freeze') ? target : `kill -9 ${target}`);
    if (target.startsWith('freeze '))
      await crew.freeze(target.slice('freeze '.length), 3_000 + random.below(4_000));
    else if (target === 'postgres') await stage.postgres.killAndRestart();
    else if (target.startsWith('redis'))
      await stage.redis?.killAndRestart({ wiped: target === 'redis, wiped' });
    else await crew.kill(target);
  }

  return {
    killed: () => new Map(killed),
    async onEvent(index: number): Promise<void> {
      const due = plan.filter((fault) => fault.at <= index);
      for (const fault of due) {
        plan.splice(plan.indexOf(fault), 1);
        if (random.chance(0.6))
          await stage.forum
            .misbehave({ mode: random.pick(lostAnswers), times: 1 + random.below(3) })
            .catch(() => undefined);
        last = last.then(() => strike(fault.target));
      }
      // The next blow falls only on what stands again.
      if (due.length > 0) await last;
    },
    async rest(): Promise<void> {
      await last;
      await stage.forum.behave();
    },
  };
}
