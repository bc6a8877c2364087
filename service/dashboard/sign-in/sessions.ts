import { createHash, createHmac, randomBytes, scryptSync, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { DashboardRole } from '../../model/dashboard-role.ts';
import { dashboardRoles } from '../../model/dashboard-role.ts';

/** Somebody who has signed in. */
export interface Session {
  /** The name given at signing in; stands beside every change. */
  who: string;
  roles: readonly DashboardRole[];
  /** Proves that a form was made for this session. */
  csrf: string;
  expiresAt: Date;
  /** Less than half of its time is left: give it a new cookie. */
  isAging: boolean;
}

export interface Sessions {
  isPassword(attempt: string): boolean;
  /** The value of the cookie for a new session, or for one that goes on. */
  open(who: string): string;
  renew(cookie: string): string | null;
  /** Null for a cookie that is not ours, was changed, or has expired. */
  read(cookie: string | undefined): Session | null;
  readonly lifetimeMs: number;
}

const content = z.strictObject({ who: z.string(), until: z.number(), nonce: z.string() });
type Content = z.infer<typeof content>;

/**
 * Sessions live in a signed cookie and in no table, so that any number of machines accept them.
 * The key comes from the password: whoever changes the password ends all sessions.
 */
export function createSessions(options: {
  password: string;
  lifetimeMs?: number;
  now?: () => number;
}): Sessions {
  const { password, lifetimeMs = 12 * 3_600_000, now = Date.now } = options;
  const key = scryptSync(password, 'waypost dashboard sessions', 32);
  const sign = (text: string) => createHmac('sha256', key).update(text).digest('base64url');

  function write(session: Content): string {
    const text = Buffer.from(JSON.stringify(session)).toString('base64url');
    return `${text}.${sign(text)}`;
  }

  function open(cookie: string | undefined): Content | null {
    const [text = '', signature = ''] = (cookie ?? '').split('.');
    if (text === '' || !isEqual(signature, sign(text))) return null;
    const parsed = content.safeParse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')));
    return parsed.success && parsed.data.until > now() ? parsed.data : null;
  }

  return {
    lifetimeMs,
    isPassword: (attempt) => isEqual(attempt, password),
    open: (who) => write({ who, until: now() + lifetimeMs, nonce: randomBytes(16).toString('base64url') }),
    renew(cookie) {
      const session = open(cookie);
      return session && write({ ...session, until: now() + lifetimeMs });
    },
    read(cookie) {
      const session = open(cookie);
      if (!session) return null;
      return {
        who: session.who,
        // Who knows the installation's password may do everything.
        roles: dashboardRoles,
        csrf: sign(`csrf.${session.nonce}`),
        expiresAt: new Date(session.until),
        isAging: session.until - now() < lifetimeMs / 2,
      };
    },
  };
}

/** Compares in constant time, whatever the lengths. */
export function isEqual(one: string, other: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}
