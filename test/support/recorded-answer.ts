import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const exchange = z.object({
  request: z.object({ method: z.string(), path: z.string() }),
  response: z.object({
    status: z.number(),
    headers: z.array(z.tuple([z.string(), z.string()])),
    body: z.string(),
  }),
});

/** What a real forum answered to the bot: `recordedAnswer('get-user-as-bot')`. */
export function recordedAnswer(name: string): z.output<typeof exchange>['response'] {
  const file = join(import.meta.dirname, '..', 'fixtures', 'api', `${name}.json`);
  return exchange.parse(JSON.parse(readFileSync(file, 'utf8'))).response;
}

export function recordedJson(name: string): unknown {
  return JSON.parse(recordedAnswer(name).body);
}
