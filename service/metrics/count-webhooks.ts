import type { Metrics } from './metrics.ts';

/** Counts requests of `POST /hooks/discourse/:forum` by what became of them, and how long the genuine ones waited. */
export function countWebhooks(metrics: Pick<Metrics, 'webhooks' | 'webhookSeconds'>) {
  return (forum: string, result: 'kept' | 'repeated' | 'refused' | 'failed', ms: number): void => {
    metrics.webhooks.inc({ forum, result });
    if (result === 'kept' || result === 'repeated') metrics.webhookSeconds.observe({ forum }, ms / 1_000);
  };
}
