import { hash, timingSafeEqual } from 'node:crypto';

const blockSize = 64;
const headerForm = /^sha256=([0-9a-f]{64})$/;

/** A webhook secret, made ready once: HMAC-SHA256 is then two plain hashes, half the cost of an Hmac object per request. */
export interface PreparedSecret {
  inner: Buffer;
  outer: Buffer;
}

export function prepareSecret(secret: string): PreparedSecret {
  const bytes = Buffer.from(secret, 'utf8');
  const key = Buffer.alloc(blockSize);
  (bytes.length > blockSize ? hash('sha256', bytes, 'buffer') : bytes).copy(key);
  return { inner: key.map((byte) => byte ^ 0x36) as Buffer, outer: key.map((byte) => byte ^ 0x5c) as Buffer };
}

/** Discourse's form: `sha256=` and 64 lower-case hex digits; anything else is no signature. */
export function readSignature(header: string | string[] | undefined): Buffer | null {
  const digits = typeof header === 'string' ? headerForm.exec(header)?.[1] : undefined;
  return digits === undefined ? null : Buffer.from(digits, 'hex');
}

/** Whether any of the secrets signed these bytes. Every secret is tried, so that time tells nothing. */
export function verifySignature(
  secrets: readonly PreparedSecret[],
  signature: Buffer,
  body: Buffer,
): boolean {
  let matches = 0;
  for (const secret of secrets) matches += timingSafeEqual(signature, sign(secret, body)) ? 1 : 0;
  return matches > 0;
}

export function sign(secret: PreparedSecret, body: Buffer): Buffer {
  const keyed = roomFor(blockSize + body.length);
  secret.inner.copy(keyed);
  body.copy(keyed, blockSize);
  const inner = hash('sha256', keyed, 'buffer');
  return hash('sha256', Buffer.concat([secret.outer, inner]), 'buffer');
}

const mostRoomKept = 64 * 1024;
let room = Buffer.allocUnsafe(0);

/** The same memory for one body after the other, each read before the next comes: a copy of every body would be left to collect. */
function roomFor(bytes: number): Buffer {
  if (bytes > mostRoomKept) return Buffer.allocUnsafe(bytes);
  if (room.length === 0) room = Buffer.allocUnsafeSlow(mostRoomKept);
  return room.subarray(0, bytes);
}
