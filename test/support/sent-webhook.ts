import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(import.meta.dirname, '..', 'fixtures', 'webhooks');

/** The secret that the recorded webhooks were signed with. */
export const recordingSecret = 'waypost-recording-secret';

export interface SentWebhook {
  name: string;
  eventName: string;
  /** Lower-case names. */
  headers: Readonly<Record<string, string>>;
  /** The bytes that were signed. */
  body: Buffer;
}

/** Names of all webhook fixtures, without their ending. */
export function webhookNames(): string[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.http'))
    .map((file) => file.slice(0, -'.http'.length))
    .toSorted();
}

/** A webhook exactly as a forum sent it: `readSentWebhook('013-post_created')`. */
export function readSentWebhook(name: string): SentWebhook {
  const bytes = readFileSync(join(folder, `${name}.http`));
  const end = bytes.indexOf('\r\n\r\n');
  const [, ...lines] = bytes.subarray(0, end).toString().split('\r\n');
  const headers = Object.fromEntries(
    lines.map((line) => {
      const colon = line.indexOf(': ');
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 2)];
    }),
  );
  return { name, eventName: headers['x-discourse-event'] ?? '', headers, body: bytes.subarray(end + 4) };
}
