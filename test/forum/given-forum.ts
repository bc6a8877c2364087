/** The forum to play on, as the environment names it. */
export interface GivenForum {
  url: string;
  adminKey: string;
  /** Restarts its web server and sidekiq, and ends when it answers again; null: that part is skipped. */
  restart: string | null;
  /** The name by which the forum reaches this machine. */
  hookHost: string;
}

const { DISCOURSE_ROOT, FORUM_URL, FORUM_ADMIN_KEY, FORUM_RESTART, FORUM_HOOK_HOST } = process.env;
const needed = { DISCOURSE_ROOT, FORUM_URL, FORUM_ADMIN_KEY };
const missing = Object.entries(needed)
  .filter(([, value]) => !value)
  .map(([name]) => name);

/** Why nothing can be played; null where it can. */
export const whyNot = missing.length > 0 ? `not set: ${missing.join(', ')}` : null;

export const givenForum: GivenForum = {
  url: (FORUM_URL ?? '').replace(/\/$/, ''),
  adminKey: FORUM_ADMIN_KEY ?? '',
  restart: FORUM_RESTART ?? null,
  hookHost: FORUM_HOOK_HOST ?? '127.0.0.1',
};
