import { lookup } from 'node:dns/promises';
import { readConnectSettings } from '../../config.ts';
import { checkAddress, isPrivateHost } from '../../connect/check-address.ts';
import { type Connection, connectionNames, readConnection } from '../../connect/connection-file.ts';
import { introduceBot } from '../../connect/introduce-bot.ts';
import type { Wish } from '../../connect/plan-connection.ts';
import { ConnectError } from '../../connect/trouble.ts';
import { chooseSecret } from './choose-secret.ts';

/** What whoever connects a forum can say. */
export interface ConnectOptions {
  /** Where forum and people reach Waypost. */
  url?: string;
  bot?: string;
  /** An account of that name is meant to be the bot, whoever made it. */
  adopt: boolean;
  leavePlugin: boolean;
  /** A new key takes the place of a good one. */
  newKey?: boolean;
  /** New secrets take the place of good ones; those stay good for now. */
  newSecrets?: boolean;
  /** The change is over: the secrets and keys before are good no longer. */
  dropPrevious?: boolean;
  /** Its name inside the installation, where that has several. */
  forum?: string;
}

export interface Wanted {
  forumUrl: string;
  publicUrl: string;
  wish: Wish;
  /** What is in force already: the environment's word, else the file's. */
  kept: Connection;
  /** What the file will hold, but for the key; null is taken out of it. */
  values: Record<string, string | null>;
  /** What the environment says otherwise, and goes on saying. */
  shadowed: readonly string[];
  isKeyInEnvironment: boolean;
  file: string;
  /** Lines that FORUMS_FILE lacks still; null where nothing is missing. */
  missingLines: string | null;
  host: string;
  port: number;
}

/**
 * Everything that is wished for, from what was said, the environment and what an earlier run has kept.
 * @throws ConnectError
 */
export async function gatherWish(address: string, options: ConnectOptions): Promise<Wanted> {
  const settings = readConnectSettings(options.forum ?? null);
  const { file } = settings;
  const forum = checkAddress(address, 'forum');
  if (!forum.ok) throw new ConnectError(forum.trouble);
  const { kept, where } = await readKept(settings);
  const keptUrl = kept['DISCOURSE_URL'];
  if (keptUrl && keptUrl.replace(/\/+$/, '') !== forum.url)
    throw new ConnectError({ code: 'other_forum', kept: keptUrl, where });
  const given = options.url || kept['PUBLIC_URL'] || nearby(forum.isPrivate, settings.port);
  if (given === null) throw new ConnectError({ code: 'no_own_address' });
  const own = checkAddress(given, 'waypost');
  if (!own.ok) throw new ConnectError(own.trouble);
  const username = options.bot || kept['DISCOURSE_API_USERNAME'] || 'waypost';
  if (!/^[\w.-]{3,60}$/.test(username)) throw new ConnectError({ code: 'bad_bot_name', name: username });
  const hook = chooseSecret(kept, 'WEBHOOK_SECRET', options);
  const signIn = chooseSecret(kept, 'DISCOURSE_CONNECT_SECRET', options);
  const open = [hook, signIn].map(({ previousName }) => previousName).filter((name) => kept[name]);
  if (options.newSecrets && open.length > 0)
    throw new ConnectError({ code: 'change_under_way', file, names: open });
  const values: Record<string, string | null> = {
    DISCOURSE_URL: forum.url,
    DISCOURSE_API_USERNAME: username,
    WEBHOOK_SECRET: hook.secret,
    [hook.previousName]: hook.previous,
    DISCOURSE_CONNECT_SECRET: signIn.secret,
    [signIn.previousName]: signIn.previous,
    PUBLIC_URL: own.url,
    // Waypost itself speaks no TLS: where its address does, a proxy stands before it.
    ...(own.url.startsWith('https:') && !settings.isOneOfSeveral
      ? { TRUST_PROXY: kept['TRUST_PROXY'] ?? 'true' }
      : {}),
    // What was tried on the demo forum is no history of this one.
    ...(settings.hasDataDir ? {} : { DATA_DIR: kept['DATA_DIR'] ?? '.waypost/forum' }),
  };
  const isSaid = (name: string): boolean => Boolean(settings.given[name]);
  return {
    forumUrl: forum.url,
    publicUrl: own.url,
    kept,
    file,
    missingLines: settings.missingLines,
    isKeyInEnvironment: isSaid('DISCOURSE_API_KEY'),
    host: settings.host,
    port: settings.port,
    wish: {
      // Discourse writes to no address that ends so, and the bot has nothing to read.
      bot: { username, email: `${username.toLowerCase()}@waypost.invalid`, bio: introduceBot('en') },
      isBotKnown: options.adopt || kept['DISCOURSE_API_USERNAME'] === username,
      hook: { url: `${own.url}/hooks/discourse/${settings.name}`, secret: hook.secret },
      privateHost: (await isInside(own.host)) ? own.host : null,
      signIn: { host: own.host, secret: signIn.secret, previous: signIn.previous },
      dashboardUrl: options.leavePlugin ? null : own.url,
      wantsNewKey: options.newKey ?? false,
      onlyKey: options.dropPrevious === true ? (kept['DISCOURSE_API_KEY'] ?? null) : null,
    },
    // What the environment says already is not copied; but without its forum's address the file is passed over.
    values: Object.fromEntries(
      Object.entries(values).filter(
        ([name, value]) =>
          name === 'DISCOURSE_URL' ||
          (value === null ? kept[name] !== undefined : settings.given[name] !== value),
      ),
    ),
    shadowed: Object.entries(values)
      .filter(([name, value]) => isSaid(name) && settings.given[name]?.replace(/\/+$/, '') !== value)
      .map(([name]) => name),
  };
}

/** What is in force: as at start, a file for another forum than the environment's is passed over whole. */
async function readKept(settings: ReturnType<typeof readConnectSettings>) {
  const { given, file } = settings;
  const said: Connection = Object.fromEntries(
    connectionNames.flatMap((name) => (given[name] ? [[name, given[name]] as const] : [])),
  );
  const inFile = await readConnection(file);
  const ownUrl = said['DISCOURSE_URL']?.replace(/\/+$/, '');
  if (ownUrl !== undefined && ownUrl !== inFile['DISCOURSE_URL'])
    return { kept: said, where: 'The environment (DISCOURSE_URL)' };
  return { kept: { ...inFile, ...said }, where: file };
}

/** A forum on the same machine finds Waypost there. */
function nearby(isPrivate: boolean, port: number): string | null {
  return isPrivate ? `http://127.0.0.1:${port}` : null;
}

async function isInside(host: string): Promise<boolean> {
  if (isPrivateHost(host)) return true;
  const found = await lookup(host).catch(() => null);
  return found !== null && isPrivateHost(found.family === 6 ? `[${found.address}]` : found.address);
}
