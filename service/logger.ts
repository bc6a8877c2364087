import { type Logger, pino } from 'pino';
import type { Config } from './config.ts';

/** Logs go to standard error as JSON lines; standard output belongs to people and to commands. Ids only, never texts or names. */
export function createLogger(config: Pick<Config, 'logLevel' | 'processName'>): Logger {
  return pino(
    {
      level: config.logLevel,
      base: { process: config.processName },
      redact: {
        paths: ['req.headers', 'res.headers', 'err.config', '*.apiKey', '*.secret', '*.password'],
        remove: true,
      },
    },
    pino.destination({ dest: 2, sync: false }),
  );
}
