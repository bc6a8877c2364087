import { type CrashPoint, crashPoints } from '../model/crash-point.ts';

/** Dies as by `kill -9` when the named point is reached; does nothing when none is named. */
export function crashPointFrom(name: string | null): CrashPoint {
  if (name === null) return () => undefined;
  if (!(crashPoints as readonly string[]).includes(name)) {
    throw new Error(
      `CRASH_AT: ${JSON.stringify(name)} is not a crash point; known: ${crashPoints.join(', ')}`,
    );
  }
  return (at) => {
    if (at === name) process.kill(process.pid, 'SIGKILL');
  };
}
