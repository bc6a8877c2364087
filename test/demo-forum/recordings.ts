import { readFileSync } from 'node:fs';

/** One exchange with a real forum, as it was recorded. */
export interface RecordedExchange {
  request: { method: string; path: string; headers: [string, string][]; body: unknown };
  response: { status: number; headers: [string, string][]; body: string | null };
}

export interface RecordedWebhook {
  headers: [string, string][];
  body: string;
}

export function recordedExchange(name: string): RecordedExchange {
  return JSON.parse(readFileSync(new URL(`../fixtures/discourse/api/${name}.json`, import.meta.url), 'utf8'));
}

export function recordedWebhook(name: string): RecordedWebhook {
  return JSON.parse(
    readFileSync(new URL(`../fixtures/discourse/webhooks/${name}.json`, import.meta.url), 'utf8'),
  );
}

/** A body has one key; what it holds is an object, or a word for a ping. */
export function bodyOf(name: string): Record<string, object | string> {
  return JSON.parse(recordedWebhook(name).body);
}
