import type {
  AccountView,
  AdminKeyView,
  HooksView,
  OfferedScopes,
  StandingView,
} from '../discourse/wire/admin.ts';
import { scopesFor } from './bot-scopes.ts';
import { signInSecretOf, signInSecretsOf, withSignInSecrets } from './sign-in-secrets.ts';
import type { ConnectTrouble } from './trouble.ts';
import { ticksFor } from './webhook-events.ts';
import { type HookFault, whatIsWrongWith } from './what-is-wrong-with-hook.ts';

/** How the forum should be. */
export interface Wish {
  bot: { username: string; email: string; bio: string };
  /** An account of this name belongs to Waypost, whoever made it. */
  isBotKnown: boolean;
  hook: { url: string; secret: string };
  /** The host of the hook where it is in a private network: Discourse calls none that it was not told of. */
  privateHost: string | null;
  /** `previous`: good still, while the other takes its place. */
  signIn: { host: string; secret: string; previous: string | null };
  /** Null: leave the plugin's settings alone. */
  dashboardUrl: string | null;
  /** Make a new key though the kept one is as it should be. */
  wantsNewKey: boolean;
  /** The key that is kept; all others of the bot that Waypost made are to be revoked. Null: leave them. */
  onlyKey: string | null;
}

/** How it is. */
export interface Found {
  account: AccountView | null;
  standing: StandingView | null;
  offeredScopes: OfferedScopes;
  /** What the kept key may do; null when there is none, or it is dead. Empty: everything that its account may. */
  keptKeyScopes: readonly string[] | null;
  hooks: HooksView;
  keys: readonly AdminKeyView[];
  settings: ReadonlyMap<string, string>;
}

export type Todo =
  | { do: 'join' }
  | { do: 'activate' }
  | { do: 'set trust level'; level: number }
  | { do: 'set bio' }
  | { do: 'set avatar' }
  | { do: 'make key'; scopes: readonly string[] }
  | { do: 'revoke key'; id: number }
  | { do: 'make hook'; eventTypeIds: readonly number[] }
  | { do: 'mend hook'; id: number; eventTypeIds: readonly number[] }
  | { do: 'change setting'; name: string; value: string };

/** What a step is about. */
export type StepPart =
  | { of: 'account'; username: string }
  | { of: 'key'; scopes: readonly string[] }
  | { of: 'old_keys'; count: number }
  | { of: 'host'; host: string }
  | { of: 'hook'; url: string; events: readonly string[] }
  | { of: 'sign_in'; host: string }
  | { of: 'plugin'; settings: readonly (readonly [name: string, value: string])[] };

/** What is wrong with what is there. */
export type Fault =
  | HookFault
  | { is: 'deactivated' | 'no_bio' | 'no_picture' | 'no_limits' | 'asked_for' }
  | { is: 'trust_level'; level: number }
  | { is: 'lacks_scopes' | 'needless_scopes'; names: readonly string[] };

export interface Step {
  part: StepPart;
  /** Empty where nothing is there yet, and where nothing can be said of it. */
  faults: readonly Fault[];
  isNew: boolean;
  /** Empty: it is as it should be. */
  todo: readonly Todo[];
}

/** What this forum cannot give. */
export type PlanNote = { lacks: 'scope'; name: string } | { lacks: 'events'; names: readonly string[] };

export type Plan =
  | { possible: true; steps: readonly Step[]; notes: readonly PlanNote[] }
  | { possible: false; trouble: ConnectTrouble };

/** What has to be done to a forum so that it is as wished: nothing of what is so already. */
export function planConnection(wish: Wish, found: Found): Plan {
  const { account, standing } = found;
  const bot = wish.bot.username;
  if (account?.isStaff === true || standing?.isStaff === true)
    return { possible: false, trouble: { code: 'bot_is_staff', bot } };
  if (account && !wish.isBotKnown && account.bio !== wish.bot.bio && standing && standing.postCount > 0)
    return { possible: false, trouble: { code: 'bot_is_somebodys', bot, posts: standing.postCount } };
  if (standing?.suspendedTill || standing?.silencedTill)
    return { possible: false, trouble: { code: 'bot_is_silenced', bot } };
  const ticks = ticksFor(found.hooks.eventTypes);
  const scopes = scopesFor(found.offeredScopes);
  const steps = [
    planAccount(wish, found),
    planKey(wish, scopes.wanted, found.keptKeyScopes),
    ...planOldKeys(wish, found.keys),
    ...planHost(wish.privateHost, found.settings),
    planHook(wish, found.hooks, ticks),
    planSignIn(wish.signIn, found.settings),
    ...planPlugin(wish, found),
  ];
  return { possible: true, steps, notes: [...scopeNotes(scopes.missing), ...eventNotes(ticks.missing)] };
}

function planAccount({ bot }: Wish, { account, standing }: Found): Step {
  const part: StepPart = { of: 'account', username: bot.username };
  if (!account) {
    const todo: Todo[] = [
      { do: 'join' },
      { do: 'set trust level', level: 2 },
      { do: 'set bio' },
      { do: 'set avatar' },
    ];
    return { part, faults: [], isNew: true, todo };
  }
  const todo: Todo[] = [];
  const faults: Fault[] = [];
  const mend = (fault: Fault, how: Todo): void => void (faults.push(fault), todo.push(how));
  if (standing?.active === false) mend({ is: 'deactivated' }, { do: 'activate' });
  if (account.trustLevel < 2)
    mend({ is: 'trust_level', level: account.trustLevel }, { do: 'set trust level', level: 2 });
  if (account.bio.trim() === '') mend({ is: 'no_bio' }, { do: 'set bio' });
  if (!account.hasOwnAvatar) mend({ is: 'no_picture' }, { do: 'set avatar' });
  return { part, faults, isNew: false, todo };
}

function planKey({ wantsNewKey }: Wish, wanted: readonly string[], kept: readonly string[] | null): Step {
  const part: StepPart = { of: 'key', scopes: wanted };
  const make: Todo = { do: 'make key', scopes: wanted };
  if (kept === null) return { part, faults: [], isNew: true, todo: [make] };
  if (kept.length === 0) return { part, faults: [{ is: 'no_limits' }], isNew: false, todo: [make] };
  const lacks = wanted.filter((scope) => !kept.includes(scope));
  const tooMuch = kept.filter((scope) => !wanted.includes(scope));
  const faults: Fault[] = [
    ...(wantsNewKey ? [{ is: 'asked_for' as const }] : []),
    ...(lacks.length === 0 ? [] : [{ is: 'lacks_scopes' as const, names: lacks }]),
    ...(tooMuch.length === 0 ? [] : [{ is: 'needless_scopes' as const, names: tooMuch }]),
  ];
  return { part, faults, isNew: false, todo: faults.length === 0 ? [] : [make] };
}

/** Keys that the kept one has taken the place of; a forum that does not tell how they begin tells none apart. */
function planOldKeys({ bot, onlyKey }: Wish, keys: readonly AdminKeyView[]): Step[] {
  if (onlyKey === null) return [];
  const old = keys.filter(
    ({ isRevoked, username, description, beginsWith }) =>
      !isRevoked &&
      username?.toLowerCase() === bot.username.toLowerCase() &&
      description.startsWith('Waypost') &&
      beginsWith !== '' &&
      !onlyKey.startsWith(beginsWith),
  );
  const todo = old.map(({ id }): Todo => ({ do: 'revoke key', id }));
  return [{ part: { of: 'old_keys', count: old.length }, faults: [], isNew: false, todo }];
}

function planHost(host: string | null, settings: Found['settings']): Step[] {
  if (host === null) return [];
  const allowed = (settings.get('allowed_internal_hosts') ?? '').split('|').filter(Boolean);
  const part: StepPart = { of: 'host', host };
  if (allowed.includes(host)) return [{ part, faults: [], isNew: false, todo: [] }];
  const value = [...allowed, host].join('|');
  const todo: Todo[] = [{ do: 'change setting', name: 'allowed_internal_hosts', value }];
  return [{ part, faults: [], isNew: false, todo }];
}

function planHook({ hook }: Wish, { hooks }: HooksView, ticks: ReturnType<typeof ticksFor>): Step {
  const part: StepPart = { of: 'hook', url: hook.url, events: ticks.names };
  const there = hooks.find(({ url }) => url === hook.url);
  if (!there) return { part, faults: [], isNew: true, todo: [{ do: 'make hook', eventTypeIds: ticks.ids }] };
  const faults = whatIsWrongWith(there, hook.secret, ticks.names);
  const mend: Todo = { do: 'mend hook', id: there.id, eventTypeIds: ticks.ids };
  return { part, faults, isNew: false, todo: faults.length === 0 ? [] : [mend] };
}

function planSignIn({ host, secret, previous }: Wish['signIn'], settings: Found['settings']): Step {
  const kept = settings.get('discourse_connect_provider_secrets') ?? '';
  const todo: Todo[] = [];
  const wanted = previous === null ? [secret] : [secret, previous];
  if (signInSecretsOf(kept, host).join('\n') !== wanted.join('\n'))
    todo.push({
      do: 'change setting',
      name: 'discourse_connect_provider_secrets',
      value: withSignInSecrets(kept, host, wanted),
    });
  if (settings.get('enable_discourse_connect_provider') !== 'true')
    todo.push({ do: 'change setting', name: 'enable_discourse_connect_provider', value: 'true' });
  const isNew = signInSecretOf(kept, host) === null;
  return { part: { of: 'sign_in', host }, faults: [], isNew, todo };
}

function planPlugin({ bot, dashboardUrl }: Wish, { settings }: Found): Step[] {
  if (dashboardUrl === null || !settings.has('waypost_enabled')) return [];
  const wanted = Object.entries({
    waypost_bot_username: bot.username,
    waypost_dashboard_url: dashboardUrl,
    waypost_enabled: 'true',
  });
  const todo = wanted
    .filter(([name, value]) => settings.has(name) && settings.get(name) !== value)
    .map(([name, value]): Todo => ({ do: 'change setting', name, value }));
  return [{ part: { of: 'plugin', settings: wanted }, faults: [], isNew: false, todo }];
}

function scopeNotes(missing: readonly string[]): PlanNote[] {
  return missing.map((name) => ({ lacks: 'scope', name }));
}

function eventNotes(missing: readonly string[]): PlanNote[] {
  const names = missing.filter((event) => !event.startsWith('waypost_'));
  return names.length === 0 ? [] : [{ lacks: 'events', names }];
}
