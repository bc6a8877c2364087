import { createHmac, timingSafeEqual } from 'node:crypto';

/** DiscourseConnect's signature: HMAC-SHA256 over the base64 text as it stands in the address, in hex. */
export function signPayload(secret: string, payload: string): string {
  return createHmac('sha256', secret).update(payload).digest('hex');
}

/** Compares in constant time. */
export function isSignedWith(secret: string, payload: string, signature: string): boolean {
  if (!/^[0-9a-f]{64}$/.test(signature)) return false;
  const expected = createHmac('sha256', secret).update(payload).digest();
  return timingSafeEqual(expected, Buffer.from(signature, 'hex'));
}
