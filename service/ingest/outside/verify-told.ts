import { createHmac, timingSafeEqual } from 'node:crypto';

/** What https://www.standardwebhooks.com asks of a request: who it is, when it was signed, and by what. */
export interface Told {
  id: string;
  /** Seconds since 1970, as it was written. */
  timestamp: string;
  /** Each `v1,<base64>`; a sender that changes its secret signs with both. */
  signatures: readonly Buffer[];
}

type Headers = Readonly<Record<string, string | readonly string[] | undefined>>;

/** The key of a secret in the form `whsec_<base64>`. Null: it is none, or its key is not of 24 to 64 bytes. */
export function readEventsSecret(written: string): Buffer | null {
  const [, base64] = /^whsec_([A-Za-z0-9+/]+={0,2})$/.exec(written.trim()) ?? [];
  const key = Buffer.from(base64 ?? '', 'base64');
  return key.length >= 24 && key.length <= 64 ? key : null;
}

/** Null where a header is missing or has another form. */
export function readTold(headers: Headers): Told | null {
  const id = headers['webhook-id'];
  const timestamp = headers['webhook-timestamp'];
  const signature = headers['webhook-signature'];
  if (typeof id !== 'string' || !/^[\x21-\x7e]{1,200}$/.test(id)) return null;
  if (typeof timestamp !== 'string' || !/^\d{1,12}$/.test(timestamp)) return null;
  if (typeof signature !== 'string' || signature.length > 2_000) return null;
  const signatures = signature.split(' ').flatMap((one) => {
    const [, base64] = /^v1,([A-Za-z0-9+/]{43}=)$/.exec(one) ?? [];
    return base64 === undefined ? [] : [Buffer.from(base64, 'base64')];
  });
  return signatures.length > 0 && signatures.length <= 10 ? { id, timestamp, signatures } : null;
}

/** Whether one of the keys signed this body under this id and time. Every pair is tried, so that time tells nothing. */
export function isSigned(
  keys: readonly Buffer[],
  { id, timestamp, signatures }: Told,
  body: Buffer,
): boolean {
  let matches = 0;
  for (const key of keys) {
    const right = createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest();
    for (const signature of signatures) matches += timingSafeEqual(right, signature) ? 1 : 0;
  }
  return matches > 0;
}

const toleranceSeconds = 5 * 60;

/** Whether it was signed within five minutes of now, either way: what was overheard cannot be sent again later. */
export function isTimely({ timestamp }: Told, now: Date): boolean {
  return Math.abs(now.getTime() / 1_000 - Number(timestamp)) <= toleranceSeconds;
}
