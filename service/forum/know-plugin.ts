import type { Logger } from 'pino';
import type { DiscourseClient } from '../discourse/client.ts';
import type { PluginClient } from '../discourse/plugin-client.ts';
import type { Channel } from '../model/decision.ts';
import type { ForumId } from '../model/ids.ts';
import type { PluginKnowledge } from '../model/plugin.ts';
import type { PluginStore } from '../storage/plugin-store.ts';

/** Whether the forum has the plugin, and what can be done through it; answered from Postgres, so that all processes agree. */
export interface KnownPlugin {
  /** What was known last; an unreachable forum changes nothing. */
  knowledge(): Promise<PluginKnowledge>;
  /** Channels that offers can take through the plugin now. */
  channels(): Promise<readonly Channel[]>;
  /** Asks the forum if no process has for `everyMs`. */
  askIfDue(everyMs: number): Promise<void>;
  /** It has told something itself: where it was thought away, the forum is asked, unless one has within half a minute. */
  heard(): Promise<void>;
  /** Asks the forum now: a route of the plugin has just answered that it is not there, or not for us. */
  askAgain(): Promise<PluginKnowledge>;
}

export interface KnowPluginDeps {
  id: ForumId;
  plugin: Pick<PluginClient, 'capabilities' | 'isThere'>;
  client: Pick<DiscourseClient, 'scopes'>;
  plugins: PluginStore;
  log: Logger;
}

/** Without these no offer can be shown, and nothing may be asked. */
const neededScopes = ['waypost:offers', 'waypost:capabilities'];
/** Without these it works, and less is known. */
const wishedScopes = ['waypost:signals', 'waypost:facts', 'waypost:resources'];
const keepMs = 1_000;
/** After the last question, once the plugin has given a sign of life. */
const heardMs = 30_000;
/** Until a forum has answered once. */
const unknownMs = 15_000;

export function knowPlugin(deps: KnowPluginDeps): KnownPlugin {
  const { id, plugins } = deps;
  let kept: { knowledge: PluginKnowledge; at: number } | null = null;

  async function knowledge(): Promise<PluginKnowledge> {
    if (kept && performance.now() - kept.at < keepMs) return kept.knowledge;
    const read = await plugins.read(id);
    kept = { knowledge: read, at: performance.now() };
    return read;
  }

  async function askAgain(): Promise<PluginKnowledge> {
    const told = await askForum(deps);
    if (told === null) return await knowledge();
    const isNews = await plugins.learn(id, told);
    if (isNews) tell(deps, told);
    kept = null;
    return await knowledge();
  }

  async function askIfDue(everyMs: number): Promise<void> {
    if (await plugins.takeTurn(id, { everyMs, unknownMs: Math.min(everyMs, unknownMs) })) await askAgain();
  }

  return {
    knowledge,
    askAgain,
    askIfDue,

    async channels() {
      const { state, can } = await knowledge();
      return state === 'present' && can?.features.includes('offers') ? can.channels : [];
    },

    async heard() {
      if ((await knowledge()).state !== 'present') await askIfDue(heardMs);
    },
  };
}

type Told = Omit<PluginKnowledge, 'askedAt'>;

/** Null: the forum did not say. What was known last stays. */
async function askForum({ plugin, client }: KnowPluginDeps): Promise<Told | null> {
  try {
    const can = await plugin.capabilities();
    if (can === null) return { state: 'absent', can: null, lacks: [] };
    const lacks = await missingScopes(client);
    const isUsable = !neededScopes.some((scope) => lacks.includes(scope));
    return { state: isUsable ? 'present' : 'refused', can, lacks };
  } catch (error) {
    if (!isRefusal(error)) return null;
  }
  // A granular key is refused at addresses that nobody knows, and a dead one everywhere.
  try {
    if (!(await plugin.isThere())) return { state: 'absent', can: null, lacks: [] };
    const lacks = await missingScopes(client);
    return { state: 'refused', can: null, lacks };
  } catch {
    return null;
  }
}

/** A key without limits lists no scope at all. */
async function missingScopes(client: KnowPluginDeps['client']): Promise<string[]> {
  const scopes = await client.scopes();
  if (scopes.length === 0) return [];
  return [...neededScopes, ...wishedScopes].filter((scope) => !scopes.includes(scope));
}

function isRefusal(error: unknown): boolean {
  return error instanceof Error && 'status' in error && error.status === 403;
}

function tell({ id, log }: KnowPluginDeps, { state, can, lacks }: Told): void {
  if (state === 'absent') log.info({ forum: id }, 'the forum has no plugin, or it is switched off');
  else if (state === 'refused' && lacks.length === 0)
    log.warn(
      { forum: id },
      'the plugin is there, but obeys another account: see its setting waypost_bot_username',
    );
  else if (state === 'refused')
    log.warn({ forum: id, lacks }, 'the plugin is there, but the key lacks the scopes to use it');
  else if (can?.bot && can.bot !== 'able')
    log.warn({ forum: id, bot: can.bot }, 'the plugin is there, but the bot’s account may not write');
  else log.info({ forum: id, version: can?.version, channels: can?.channels, lacks }, 'the plugin is there');
}
