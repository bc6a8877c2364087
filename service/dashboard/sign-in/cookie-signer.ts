import { createHmac } from 'node:crypto';
import { isEqual } from './is-equal.ts';

/** A secret, and the one before it while it is being changed: what was signed with that is good still. */
export interface ChangingSecret {
  secret: string;
  previous?: string | null;
}

type Sign = (text: string) => string;

/** Signs what a browser keeps for us, with a key of its own for each purpose. */
export function createCookieSigner(
  { secret, previous = null }: ChangingSecret,
  purpose: string,
  keyed: (secret: string) => string = (plain) => plain,
) {
  const signWith = (from: string): Sign => {
    const key = createHmac('sha256', keyed(from)).update(purpose).digest();
    return (text) => createHmac('sha256', key).update(text).digest('base64url');
  };
  const sign = signWith(secret);
  const known = previous === null ? [sign] : [sign, signWith(previous)];
  return {
    sign,
    /** What signs as this was signed; null where it was not us. */
    signerOf: (text: string, signature: string): Sign | null =>
      known.find((one) => isEqual(signature, one(text))) ?? null,
  };
}
