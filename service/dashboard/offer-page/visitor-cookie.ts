import { z } from 'zod';
import { memberId } from '../../model/ids.ts';
import type { OfferVisitor } from '../../measure/offer-pages.ts';
import { type ChangingSecret, createCookieSigner } from '../sign-in/cookie-signer.ts';

const lastsMs = 3_600_000;
const content = z.strictObject({ id: z.int().positive(), who: z.string(), until: z.number() });

/** Somebody whom the forum has named, at the pages of their offers and nowhere else. */
export interface KnownVisitor extends OfferVisitor {
  /** Proves that a form was made for this browser. */
  csrf: string;
}

/**
 * Who a member is, kept for an hour in a signed cookie of their browser. It opens no page of the dashboard: its key is
 * of its own, and nothing there looks at it.
 */
export function createVisitorCookies(options: ChangingSecret & { now?: () => number }) {
  const { now = Date.now } = options;
  const { sign, signerOf } = createCookieSigner(options, 'waypost: a member at their own offers');

  return {
    lastsSeconds: lastsMs / 1_000,

    write({ id, username }: OfferVisitor): string {
      const said = JSON.stringify({ id, who: username, until: now() + lastsMs });
      const text = Buffer.from(said).toString('base64url');
      return `${text}.${sign(text)}`;
    },

    /** Null for a cookie that is missing, not ours, or over. */
    read(cookie: string | undefined): KnownVisitor | null {
      const [text = '', signature = ''] = (cookie ?? '').split('.');
      const signer = text === '' ? null : signerOf(text, signature);
      if (signer === null) return null;
      const read = content.safeParse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')));
      if (!read.success || read.data.until <= now()) return null;
      return { id: memberId(read.data.id), username: read.data.who, csrf: signer(`csrf ${text}`) };
    },
  };
}

export type VisitorCookies = ReturnType<typeof createVisitorCookies>;
