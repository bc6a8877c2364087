import { type Logger, pino } from 'pino';
import type { Config } from './config.ts';

/** Logs go to standard error as JSON lines; standard output belongs to people and to commands. Ids only, never texts or names. */
export function createLogger(config: Pick<Config, 'logLevel' | 'processName'>): Logger {
  return pino(
    {
      level: config.logLevel,
      base: { process: config.processName },
      serializers: { err: describeError },
    },
    pino.destination({ dest: 2, sync: false }),
  );
}

/**
 * What a log may say of an error. Clients hang what they were doing onto their errors, passwords and post texts included,
 * so only named fields are taken, and of the stack only where it went.
 */
export function describeError(error: unknown, depth = 0): object {
  if (!(error instanceof Error)) return { type: typeof error };
  const { name, code, status, route } = error as Error & {
    code?: unknown;
    status?: unknown;
    route?: unknown;
  };
  return {
    type: name,
    message: error.message,
    ...(typeof code === 'string' ? { code } : {}),
    ...(typeof status === 'number' ? { status } : {}),
    ...(typeof route === 'string' ? { route } : {}),
    stack: (error.stack ?? '')
      .split('\n')
      .filter((line) => line.startsWith('    at '))
      .join('\n'),
    ...(error.cause === undefined || depth > 2 ? {} : { cause: describeError(error.cause, depth + 1) }),
  };
}
