import { Counter, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import { type Present, exposePresent } from './expose-present.ts';

export type Metrics = ReturnType<typeof createMetrics>;

/**
 * The numbers of this process. Labels are few and closed: forum, rule, state; never a member, a post or a text.
 * `present` is asked at each scrape for what only Postgres knows. Of several forums of a process each has numbers of its own,
 * all with `forum`; those of the process itself are told beside them (`mergeMetrics`).
 */
export function createMetrics(options: { present?: () => Promise<Present>; role: string; forum?: string }) {
  const registry = new Registry();
  const { role, forum } = options;
  registry.setDefaultLabels(forum === undefined ? { role } : { role, forum });
  if (forum === undefined) collectDefaultMetrics({ register: registry });
  const refresh = options.present ? exposePresent(registry, options.present) : null;
  const registers = [registry];

  return {
    contentType: registry.contentType,
    /** The present numbers in Prometheus' text format. */
    async render(): Promise<string> {
      await refresh?.();
      return registry.metrics();
    },
    /** The same as values, to be told with those of other forums. */
    async read() {
      await refresh?.();
      return await registry.getMetricsAsJSON();
    },

    webhooks: new Counter({
      name: 'waypost_webhooks_total',
      help: 'Webhook requests by what became of them: kept, repeated, refused (401), failed (503).',
      labelNames: ['forum', 'result'],
      registers,
    }),
    webhookSeconds: new Histogram({
      name: 'waypost_webhook_ack_seconds',
      help: 'From the first byte of a genuine webhook to its acknowledgement.',
      labelNames: ['forum'],
      buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
      registers,
    }),
    webhookReads: new Counter({
      name: 'waypost_webhook_reads_total',
      help: 'Kept webhooks by how reading them ended: done, unwanted, quarantined.',
      labelNames: ['end', 'reason'],
      registers,
    }),
    events: new Counter({
      name: 'waypost_events_total',
      help: 'Events by kind and by how they reached us.',
      labelNames: ['forum', 'kind', 'source'],
      registers,
    }),
    eventEnds: new Counter({
      name: 'waypost_event_ends_total',
      help: 'Events by how deciding ended: done, missed, dead.',
      labelNames: ['end'],
      registers,
    }),
    decisions: new Counter({
      name: 'waypost_decisions_total',
      help: 'Decisions of considered rules.',
      labelNames: ['forum', 'rule', 'rung', 'verdict'],
      registers,
    }),
    offers: new Counter({
      name: 'waypost_offers_total',
      help: 'Offers that entered a state.',
      labelNames: ['channel', 'state'],
      registers,
    }),
    offerSeconds: new Histogram({
      name: 'waypost_offer_delay_seconds',
      help: 'From the moment an offer was due to the moment it was sent.',
      labelNames: ['forum'],
      buckets: [0.1, 0.5, 1, 5, 15, 60, 300, 1800, 7200],
      registers,
    }),
    apiCalls: new Counter({
      name: 'waypost_api_calls_total',
      help: 'Calls to the forum by priority and status; status 0 is no answer.',
      labelNames: ['forum', 'priority', 'status'],
      registers,
    }),
    apiSeconds: new Histogram({
      name: 'waypost_api_call_seconds',
      help: 'How long the forum took to answer.',
      labelNames: ['forum'],
      buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 30],
      registers,
    }),
    jobs: new Histogram({
      name: 'waypost_job_seconds',
      help: 'Time per job, by queue and by whether it succeeded.',
      labelNames: ['queue', 'result'],
      buckets: [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15, 60],
      registers,
    }),
  };
}
