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

/** What the headers say, or why that cannot be read, for whoever sent them. */
export function readTold(headers: Headers): Told | { fault: string } {
  const missing = needed.filter((name) => headers[name] === undefined);
  if (missing.length > 0)
    return {
      fault: `${needed.join(', ')} are needed, as standardwebhooks.com says; missing: ${missing.join(', ')}`,
    };
  const [id, timestamp, signature] = needed.map((name) => String(headers[name]));
  if (id === undefined || !/^[\x21-\x7e]{1,200}$/.test(id))
    return { fault: 'webhook-id: expected 1 to 200 letters, digits and signs, without spaces' };
  if (timestamp === undefined || !/^\d{1,12}$/.test(timestamp))
    return { fault: 'webhook-timestamp: expected the seconds since 1970 in digits, such as 1767225600' };
  if (signature === undefined || signature.length > 2_000)
    return { fault: 'webhook-signature: expected at most 2,000 characters' };
  const written = signature.split(' ');
  const signatures = written.flatMap((one) => {
    const [, base64] = /^v1,([A-Za-z0-9+/]{43}=)$/.exec(one) ?? [];
    return base64 === undefined ? [] : [Buffer.from(base64, 'base64')];
  });
  if (signatures.length === 0) return { fault: `webhook-signature: ${signatureForm}; ${sayFound(written)}` };
  if (signatures.length > 10) return { fault: 'webhook-signature: expected at most 10 signatures' };
  return { id, timestamp, signatures };
}

const needed = ['webhook-id', 'webhook-timestamp', 'webhook-signature'] as const;
const signatureForm =
  'expected "v1," and the 44 characters of base64 that an HMAC-SHA256 of "<webhook-id>.<webhook-timestamp>.<body>" has';

function sayFound(written: readonly string[]): string {
  const first = written.find((one) => one.startsWith('v1,'));
  return first === undefined
    ? 'found none that begins with "v1,"'
    : `found ${first.length - 'v1,'.length} characters behind "v1,"${first.length === 47 ? ', not all of them base64' : ''}`;
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
