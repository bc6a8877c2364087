import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { type ChangingSecret, createCookieSigner } from '../cookie-signer.ts';

/** A sign-in that a browser has begun and the forum has not answered. */
export interface SignInUnderWay {
  nonce: string;
  /** Where they wanted to go. */
  next: string;
  /** The forum was asked only whether somebody is still who they were. */
  isQuiet: boolean;
}

const lastsMs = 10 * 60_000;
const content = z.strictObject({
  nonce: z.string(),
  next: z.string(),
  isQuiet: z.boolean(),
  until: z.number(),
});

/**
 * Kept signed in a cookie of the browser that began it: an answer is good for that browser, for ten minutes. That
 * it is good only once is kept in Postgres, under the digest of its nonce.
 */
export function createSignInsUnderWay(
  options: ChangingSecret & { of?: 'staff' | 'members'; now?: () => number },
) {
  const { of = 'staff', now = Date.now } = options;
  const { sign, signerOf } = createCookieSigner(options, 'waypost: a sign-in under way', (secret) =>
    of === 'members' ? `${secret} of members` : secret,
  );

  return {
    lastsSeconds: lastsMs / 1_000,

    begin(wish: { next: string; isQuiet: boolean }): { nonce: string; cookie: string } {
      const nonce = randomBytes(32).toString('base64url');
      const text = Buffer.from(JSON.stringify({ nonce, ...wish, until: now() + lastsMs })).toString(
        'base64url',
      );
      return { nonce, cookie: `${text}.${sign(text)}` };
    },

    /** Null for a cookie that is missing, not ours, or over. */
    read(cookie: string | undefined): SignInUnderWay | null {
      const [text = '', signature = ''] = (cookie ?? '').split('.');
      if (text === '' || signerOf(text, signature) === null) return null;
      const parsed = content.safeParse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')));
      return parsed.success && parsed.data.until > now() ? parsed.data : null;
    },
  };
}

export type SignInsUnderWay = ReturnType<typeof createSignInsUnderWay>;

export function digestOf(nonce: string): Buffer {
  return createHash('sha256').update(nonce).digest();
}
