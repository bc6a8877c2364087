import { readFileSync } from 'node:fs';
import type { Environment } from './environment.ts';

/** Variables whose value may come from a file named by `<NAME>_FILE`. */
export const secrets = [
  'DATABASE_URL',
  'REDIS_URL',
  'DISCOURSE_API_KEY',
  'WEBHOOK_SECRET',
  'WEBHOOK_SECRET_PREVIOUS',
  'EVENTS_SECRET',
  'EVENTS_SECRET_PREVIOUS',
  'DASHBOARD_PASSWORD',
  'DISCOURSE_CONNECT_SECRET',
  'DISCOURSE_CONNECT_SECRET_PREVIOUS',
  'METRICS_TOKEN',
  'ALERT_WEBHOOK',
  'ALERT_WEBHOOK_SECRET',
  'SMTP_URL',
  'RULES_TOKEN',
  'RULES_PUSH_SECRET',
] as const;

/** The environment without empty values and with each secret that `<NAME>_FILE` names a file for. */
export function withSecretFiles(env: Environment) {
  const values: Record<string, string | undefined> = {};
  const faults: string[] = [];
  for (const [name, value] of Object.entries(env))
    if (value !== undefined && value !== '') values[name] = value;
  for (const name of secrets) {
    const file = values[`${name}_FILE`];
    if (!file) continue;
    if (values[name]) faults.push(`${name}: set both directly and by ${name}_FILE; keep one of the two`);
    else readSecretFile(name, file, values, faults);
  }
  return { values, faults };
}

function readSecretFile(
  name: string,
  file: string,
  values: Record<string, string | undefined>,
  faults: string[],
): void {
  try {
    values[name] = readFileSync(file, 'utf8').trim();
    if (values[name] === '')
      faults.push(`${name}_FILE: ${JSON.stringify(file)} is empty; expected the secret in it`);
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : '';
    faults.push(`${name}_FILE: ${JSON.stringify(file)} cannot be read${why}; expected a readable file`);
  }
}
