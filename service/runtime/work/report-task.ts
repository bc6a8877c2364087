import type { Logger } from 'pino';

/** Makes of the name of a task what is to be done with its errors. */
export type ReportTask = (task: string) => (error: unknown) => void;

/** An outage repeats itself every second; one line in ten seconds tells it. */
export function reportTasks(log: Logger): ReportTask {
  return (task) => {
    let lastAt = 0;
    return (error) => {
      if (Date.now() - lastAt < 10_000) return;
      lastAt = Date.now();
      log.error({ err: error, task }, 'task failed and will be tried again');
    };
  };
}
