import { randomBytes } from 'node:crypto';

import { createActs } from './acts.ts';
import { botScopes } from './api/keys-and-scopes.ts';
import { createArrangements } from './arrangements.ts';
import { botUsername } from './bot-account.ts';
import { findMember } from './forum-core.ts';
import type { ForumCore } from './forum-core.ts';
import { discourseDefaults } from './limits.ts';
import type { ForumLimits } from './limits.ts';
import { createMood } from './misbehaviour.ts';
import type { Misbehaviour, MisbehaviourMode, Mood } from './misbehaviour.ts';
import { createPluginActs } from './plugin/plugin-acts.ts';
import { hasPlugin, switchPlugin } from './plugin/plugin-switch.ts';
import { createCook } from './posting/cook.ts';
import { settleForum } from './seed/settle-forum.ts';
import { openForumState } from './state/forum-state.ts';
import { forgetfulJournal, openJournal } from './state/journal.ts';
import type { ForumCategory, ForumDelivery, ForumMember, ForumPost, ForumTopic } from './state/records.ts';
import { createDispatcher } from './webhooks/dispatch-webhooks.ts';

export interface DemoForumOptions {
  /** `{ file }` is an SQLite file that outlives `kill -9` and may be open in one process at a time. */
  store: 'memory' | { file: string };
  now?: () => Date;
  limits?: Partial<ForumLimits>;
  /** Fills a new forum with categories, members and a few topics; unless false. An empty one has the bot and the automatic groups only. */
  seed?: boolean;
  /** Whether the plugin is installed; unless said, as it was left, and not in a new forum. */
  plugin?: boolean;
  /** Where the forum can be reached, without a slash at the end; `demoForumApp` finds it out by itself when it listens. */
  baseUrl?: string;
}

export type DemoForum = ReturnType<typeof createDemoForum>;

export { botUsername };

/**
 * Opens a small forum that keeps Discourse's rules. What its functions do is told to its webhooks, as recorded; functions throw
 * `ForumRefusal` where Discourse would refuse. Close it when done.
 */
export function createDemoForum(options: DemoForumOptions) {
  const journal = options.store === 'memory' ? forgetfulJournal() : openJournal(options.store.file);
  const state = openForumState(journal);
  const limits = { ...discourseDefaults, ...options.limits };
  const now = options.now ?? (() => new Date());
  const mood: Mood = createMood();
  let baseUrl = options.baseUrl ?? 'http://localhost';

  const dispatcher = createDispatcher({
    state,
    limits,
    now,
    baseUrl: () => baseUrl,
    mustLose: (event) =>
      mood.has('lost-webhooks') && (event === 'topic_created' || mood.take(['lost-webhooks']) !== null),
  });
  const core: ForumCore = {
    state,
    limits,
    now,
    baseUrl: () => baseUrl,
    cook: createCook({
      isMember: (name) => findMember(core, name) !== undefined,
      groupCalled: (name) =>
        [...state.groups.all()].find((group) => group.name === name.toLowerCase()) ?? null,
    }),
    emit: (event) => dispatcher.enqueue(event),
    isReadOnly: () => mood.has('read-only'),
    mustHold: () => mood.take(['held-for-approval']) !== null,
  };
  state.together(() =>
    settleForum(core, {
      seed: options.seed ?? true,
      createKey: () => createApiKey({ username: botUsername, scopes: botScopes }),
    }),
  );

  if (options.plugin !== undefined) switchPlugin(core, options.plugin);

  function member(username: string): ForumMember {
    const found = findMember(core, username);
    if (found) return found;
    const names = [...state.members.all()].map((known) => known.username).join(', ');
    throw new Error(`demo forum: there is no member "${username}"; known: ${names}`);
  }

  function createApiKey(key: { username?: string | null; scopes?: readonly string[] | null } = {}): string {
    const { username = null, scopes = null } = key;
    return state.apiKeys.put({ id: randomBytes(32).toString('hex'), username, scopes, revoked: false }).id;
  }

  return {
    core,
    mood,
    /** Key of the bot: bound to it, with the scopes it needs and no more. */
    apiKey: [...state.apiKeys.all()].find((key) => key.username === botUsername && !key.revoked)?.id ?? '',
    botUsername,
    get baseUrl() {
      return baseUrl;
    },
    setBaseUrl: (url: string) => void (baseUrl = url.replace(/\/$/, '')),
    get members(): ForumMember[] {
      return [...state.members.all()];
    },
    member,
    categories: (): ForumCategory[] => [...state.categories.all()],
    topics: (): ForumTopic[] => [...state.topics.all()],
    /** Every post there is, deleted ones and private messages too. */
    posts: (): ForumPost[] => [...state.posts.all()],
    /** The bot's posts by the HTML comment in them, deleted ones included: the judge of "exactly once". */
    postsWithMarker(): Map<string, ForumPost[]> {
      const found = new Map<string, ForumPost[]>();
      for (const post of state.posts.all()) {
        if (state.members.get(post.userId)?.username !== botUsername) continue;
        for (const [marker] of (post.rawBefore ?? post.raw).matchAll(/<!--[\s\S]*?-->/g)) {
          found.set(marker, [...(found.get(marker) ?? []), post]);
        }
      }
      return found;
    },

    ...createArrangements(core, member),
    createApiKey,
    revokeApiKey: (id: string) => {
      const key = state.apiKeys.get(id);
      if (key) state.apiKeys.put({ ...key, revoked: true });
    },

    /** Lets these sites sign people in with their account here; all others no longer. A host may have stars. */
    letSignIn(sites: readonly { host: string; secret: string }[]): void {
      const secrets = sites.map(({ host, secret }) => `${host}|${secret}`).join('\n');
      state.siteSettings.put({ id: 'enable_discourse_connect_provider', value: String(sites.length > 0) });
      state.siteSettings.put({ id: 'discourse_connect_provider_secrets', value: secrets });
    },

    /** Sends what happens from now on to `url`; all events unless named. A webhook with the same address is replaced. */
    addWebhook({
      url,
      secret,
      events = null,
    }: {
      url: string;
      secret: string;
      events?: readonly string[] | null;
    }): number {
      const same = [...state.webhooks.all()].find((webhook) => webhook.url === url);
      return state.webhooks.put({ id: same?.id ?? state.next('webhook'), url, secret, events }).id;
    },
    webhooks: () => [...state.webhooks.all()].map(({ id, url }) => ({ id, url })),
    removeWebhook: (id: number) => state.webhooks.remove(id),
    ping: () => dispatcher.enqueue({ name: 'ping', type: 'ping', payload: 'OK' }),
    /** The newest deliveries, first to last. */
    deliveries: (): ForumDelivery[] => [...state.deliveries.all()],
    /** Resolves when every webhook that is due has been answered. */
    settled: () => dispatcher.settled(),

    ...createActs(core, member),

    get hasPlugin(): boolean {
      return hasPlugin(core);
    },
    /** Installs the plugin, or takes it away. */
    switchPlugin: (on: boolean) => switchPlugin(core, on),
    /** What the plugin shows, and what members do with it. */
    waypost: createPluginActs(core, member),

    misbehave: (misbehaviour: Misbehaviour | MisbehaviourMode) =>
      mood.misbehave(typeof misbehaviour === 'string' ? { mode: misbehaviour } : misbehaviour),
    behave: (mode?: MisbehaviourMode) => mood.behave(mode),

    async close(): Promise<void> {
      await dispatcher.close();
      journal.close();
    },
    async [Symbol.asyncDispose](): Promise<void> {
      await this.close();
    },
  };
}
