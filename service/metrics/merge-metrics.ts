import { AggregatorRegistry, Gauge, Registry, collectDefaultMetrics } from 'prom-client';
import type { Metrics } from './metrics.ts';

export interface ForumNumbers {
  forum: string;
  /** Null while the forum could not be opened. */
  metrics(): Pick<Metrics, 'read'> | null;
}

/** The numbers of all forums of a process and of the process itself, in one page for Prometheus. */
export function mergeMetrics(role: string, forums: readonly ForumNumbers[]) {
  const own = new Registry();
  own.setDefaultLabels({ role });
  collectDefaultMetrics({ register: own });
  const open = new Gauge({
    name: 'waypost_forum_open',
    help: '1 while this process works for the forum; 0: it could not be opened, the log says why.',
    labelNames: ['forum'],
    registers: [own],
  });

  return {
    contentType: own.contentType,
    async render(): Promise<string> {
      const read = forums.map(({ forum, metrics }) => {
        const numbers = metrics();
        open.set({ forum }, numbers === null ? 0 : 1);
        return numbers === null ? [] : numbers.read();
      });
      const all = await Promise.all([own.getMetricsAsJSON(), ...read]);
      return await AggregatorRegistry.aggregate(all).metrics();
    },
  };
}
