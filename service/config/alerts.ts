import { hostname } from 'node:os';
import type { Environment } from './environment.ts';
import type { Settings } from './settings.ts';

/** Ways in which people hear of what is wrong. */
export interface AlertsConfig {
  /** A topic of the staff on the forum. */
  topic: number | null;
  email: { server: string; from: string; to: readonly string[] } | null;
  webhook: { address: string; secret: string | null } | null;
}

export function readAlerts(e: Settings): AlertsConfig {
  return {
    topic: e.ALERT_TOPIC ?? null,
    email:
      e.ALERT_EMAIL === undefined || e.SMTP_URL === undefined
        ? null
        : {
            server: e.SMTP_URL,
            from: e.ALERT_FROM ?? `Waypost <waypost@${hostname()}>`,
            to: e.ALERT_EMAIL,
          },
    webhook:
      e.ALERT_WEBHOOK === undefined
        ? null
        : { address: e.ALERT_WEBHOOK, secret: e.ALERT_WEBHOOK_SECRET ?? null },
  };
}

/** Mail needs a server that sends it. */
export function alertFaults(values: Environment): readonly string[] {
  if (!values['ALERT_EMAIL'] || values['SMTP_URL']) return [];
  return ['SMTP_URL: missing; ALERT_EMAIL needs a server that sends mail: smtp://user:password@host:587'];
}
