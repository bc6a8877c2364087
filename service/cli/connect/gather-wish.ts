import { randomBytes } from 'node:crypto';
import { lookup } from 'node:dns/promises';
import { readConnectSettings } from '../../config.ts';
import { checkAddress, isPrivateHost } from '../../connect/check-address.ts';
import { type Connection, readConnection } from '../../connect/connection-file.ts';
import { introduceBot } from '../../connect/introduce-bot.ts';
import type { Wish } from '../../connect/plan-connection.ts';
import { CommandError } from '../command-error.ts';

export interface ConnectOptions {
  url?: string;
  bot?: string;
  adopt: boolean;
  leavePlugin: boolean;
}

export interface Wanted {
  forumUrl: string;
  publicUrl: string;
  wish: Wish;
  /** What the connection file holds already. */
  kept: Connection;
  /** What it will hold, but for the key. */
  values: Record<string, string>;
  file: string;
  host: string;
  port: number;
}

/** Everything that is wished for, from the command line, the environment and what an earlier run has kept. */
export async function gatherWish(address: string, options: ConnectOptions): Promise<Wanted> {
  const settings = readConnectSettings();
  const forum = checkAddress(address, 'forum');
  if (!forum.ok) throw new CommandError(forum.why);
  const kept = await readConnection(settings.file);
  if (kept['DISCOURSE_URL'] && kept['DISCOURSE_URL'] !== forum.url)
    throw new CommandError(
      `${settings.file} connects to ${kept['DISCOURSE_URL']}. Disconnect that first (waypost disconnect), or name another file by ENV_FILE`,
    );
  const given =
    options.url ?? settings.publicUrl ?? kept['PUBLIC_URL'] ?? nearby(forum.isPrivate, settings.port);
  if (given === null)
    throw new CommandError(
      'Where will the forum find Waypost? Name its address by --url https://waypost.example: the forum sends its webhooks there, and people open the dashboard there',
    );
  const own = checkAddress(given, 'waypost');
  if (!own.ok) throw new CommandError(own.why);
  const username = options.bot ?? kept['DISCOURSE_API_USERNAME'] ?? 'waypost';
  if (!/^[\w.-]{3,60}$/.test(username))
    throw new CommandError(
      `--bot ${JSON.stringify(username)} is no user name; expected 3 letters or more, no spaces`,
    );
  const hookSecret = longEnough(kept['WEBHOOK_SECRET']) ?? newSecret();
  const signInSecret = longEnough(kept['DISCOURSE_CONNECT_SECRET']) ?? newSecret();
  return {
    forumUrl: forum.url,
    publicUrl: own.url,
    kept,
    file: settings.file,
    host: settings.host,
    port: settings.port,
    wish: {
      // Discourse writes to no address that ends so, and the bot has nothing to read.
      bot: { username, email: `${username.toLowerCase()}@waypost.invalid`, bio: introduceBot('en') },
      isBotKnown: options.adopt || kept['DISCOURSE_API_USERNAME'] === username,
      hook: { url: `${own.url}/hooks/discourse/default`, secret: hookSecret },
      privateHost: (await isInside(own.host)) ? own.host : null,
      signIn: { host: own.host, secret: signInSecret },
      dashboardUrl: options.leavePlugin ? null : own.url,
    },
    values: {
      DISCOURSE_URL: forum.url,
      DISCOURSE_API_USERNAME: username,
      WEBHOOK_SECRET: hookSecret,
      DISCOURSE_CONNECT_SECRET: signInSecret,
      PUBLIC_URL: own.url,
      // Waypost itself speaks no TLS: where its address does, a proxy stands before it.
      ...(own.url.startsWith('https:') ? { TRUST_PROXY: kept['TRUST_PROXY'] ?? 'true' } : {}),
      // What was tried on the demo forum is no history of this one.
      ...(settings.hasDataDir ? {} : { DATA_DIR: kept['DATA_DIR'] ?? '.waypost/forum' }),
    },
  };
}

/** A forum on the same machine finds Waypost there. */
function nearby(isPrivate: boolean, port: number): string | null {
  return isPrivate ? `http://127.0.0.1:${port}` : null;
}

function newSecret(): string {
  return randomBytes(32).toString('hex');
}

function longEnough(secret: string | undefined): string | undefined {
  return secret !== undefined && secret.length >= 32 ? secret : undefined;
}

async function isInside(host: string): Promise<boolean> {
  if (isPrivateHost(host)) return true;
  const found = await lookup(host).catch(() => null);
  return found !== null && isPrivateHost(found.family === 6 ? `[${found.address}]` : found.address);
}
