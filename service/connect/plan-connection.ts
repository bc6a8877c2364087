import type { AccountView, HooksView, OfferedScopes, StandingView } from '../discourse/wire/admin.ts';
import { scopesFor } from './bot-scopes.ts';
import { signInSecretOf, withSignInSecret } from './sign-in-secrets.ts';
import { ticksFor } from './webhook-events.ts';
import { whatIsWrongWith } from './what-is-wrong-with-hook.ts';

/** How the forum should be. */
export interface Wish {
  bot: { username: string; email: string; bio: string };
  /** An account of this name belongs to Waypost, whoever made it. */
  isBotKnown: boolean;
  hook: { url: string; secret: string };
  /** The host of the hook where it is in a private network: Discourse calls none that it was not told of. */
  privateHost: string | null;
  signIn: { host: string; secret: string };
  /** Null: leave the plugin's settings alone. */
  dashboardUrl: string | null;
}

/** How it is. */
export interface Found {
  account: AccountView | null;
  standing: StandingView | null;
  offeredScopes: OfferedScopes;
  /** What the kept key may do; null when there is none, or it is dead. Empty: everything that its account may. */
  keptKeyScopes: readonly string[] | null;
  hooks: HooksView;
  settings: ReadonlyMap<string, string>;
}

export type Todo =
  | { do: 'join' }
  | { do: 'activate' }
  | { do: 'set trust level'; level: number }
  | { do: 'set bio' }
  | { do: 'set avatar' }
  | { do: 'make key'; scopes: readonly string[] }
  | { do: 'make hook'; eventTypeIds: readonly number[] }
  | { do: 'mend hook'; id: number; eventTypeIds: readonly number[] }
  | { do: 'change setting'; name: string; value: string };

export interface Step {
  title: string;
  /** What will be there, or what is wrong with what is there. */
  line: string;
  isNew: boolean;
  /** Empty: it is as it should be. */
  todo: readonly Todo[];
}

export type Plan =
  | { possible: true; steps: readonly Step[]; notes: readonly string[] }
  | { possible: false; why: string };

/** What has to be done to a forum so that it is as wished: nothing of what is so already. */
export function planConnection(wish: Wish, found: Found): Plan {
  const { account, standing } = found;
  const name = wish.bot.username;
  if (account?.isStaff === true || standing?.isStaff === true)
    return {
      possible: false,
      why: `@${name} is a moderator or an administrator. Discourse's own safety nets do not hold staff, so the bot must not be one: take the rights away, or choose another name with --bot`,
    };
  if (account && !wish.isBotKnown && account.bio !== wish.bot.bio && standing && standing.postCount > 0)
    return {
      possible: false,
      why: `@${name} is somebody's account with ${standing.postCount} posts. Choose another name with --bot, or say --adopt if it is meant to be the bot`,
    };
  if (standing?.suspendedTill || standing?.silencedTill)
    return { possible: false, why: `@${name} is suspended or silenced on the forum. Lift that first` };
  const ticks = ticksFor(found.hooks.eventTypes);
  const scopes = scopesFor(found.offeredScopes);
  const steps = [
    planAccount(wish, found),
    planKey(scopes.wanted, found.keptKeyScopes),
    ...planHost(wish.privateHost, found.settings),
    planHook(wish, found.hooks, ticks),
    planSignIn(wish.signIn, found.settings),
    ...planPlugin(wish, found),
  ];
  return { possible: true, steps, notes: [...scopeNotes(scopes.missing), ...eventNotes(ticks.missing)] };
}

function planAccount({ bot }: Wish, { account, standing }: Found): Step {
  const title = `the account @${bot.username}`;
  const line = 'not staff, trust level 2, with a picture and a profile that says what it is';
  if (!account) {
    const todo: Todo[] = [
      { do: 'join' },
      { do: 'set trust level', level: 2 },
      { do: 'set bio' },
      { do: 'set avatar' },
    ];
    return { title, line, isNew: true, todo };
  }
  const todo: Todo[] = [];
  const wrong: string[] = [];
  const mend = (what: string, how: Todo): void => void (wrong.push(what), todo.push(how));
  if (standing?.active === false) mend('it is switched off', { do: 'activate' });
  if (account.trustLevel < 2)
    mend(`trust level ${account.trustLevel} instead of 2`, { do: 'set trust level', level: 2 });
  if (account.bio.trim() === '') mend('its profile is empty', { do: 'set bio' });
  if (!account.hasOwnAvatar) mend('it has no picture', { do: 'set avatar' });
  return { title, line: wrong.join(', ') || line, isNew: false, todo };
}

function planKey(wanted: readonly string[], kept: readonly string[] | null): Step {
  const title = 'its API key';
  const line = `bound to that account, and only for ${wanted.join(', ')}`;
  const make: Todo = { do: 'make key', scopes: wanted };
  if (kept === null) return { title, line, isNew: true, todo: [make] };
  const lacks = wanted.filter((scope) => !kept.includes(scope));
  const tooMuch = kept.filter((scope) => !wanted.includes(scope));
  if (kept.length > 0 && lacks.length === 0 && tooMuch.length === 0)
    return { title, line, isNew: false, todo: [] };
  const wrong =
    kept.length === 0
      ? 'it has no limits'
      : [...lacks.map((scope) => `lacks ${scope}`), ...tooMuch.map((scope) => `may ${scope}`)].join(', ');
  return { title, line: `${wrong}; a new one takes its place`, isNew: false, todo: [make] };
}

function planHost(host: string | null, settings: Found['settings']): Step[] {
  if (host === null) return [];
  const allowed = (settings.get('allowed_internal_hosts') ?? '').split('|').filter(Boolean);
  const title = `the site setting allowed_internal_hosts`;
  const line = `with ${host}: without it Discourse calls no address in a private network`;
  if (allowed.includes(host)) return [{ title, line, isNew: false, todo: [] }];
  const value = [...allowed, host].join('|');
  return [
    { title, line, isNew: false, todo: [{ do: 'change setting', name: 'allowed_internal_hosts', value }] },
  ];
}

function planHook({ hook }: Wish, { hooks }: HooksView, ticks: ReturnType<typeof ticksFor>): Step {
  const title = `the webhook to ${hook.url}`;
  const short = `signed, for ${ticks.names.length} kinds of events`;
  const line = `${short}: ${ticks.names.join(', ')}`;
  const there = hooks.find(({ url }) => url === hook.url);
  if (!there) return { title, line, isNew: true, todo: [{ do: 'make hook', eventTypeIds: ticks.ids }] };
  const wrong = whatIsWrongWith(there, hook.secret, ticks.names);
  if (wrong.length === 0) return { title, line: short, isNew: false, todo: [] };
  return {
    title,
    line: wrong.join(', '),
    isNew: false,
    todo: [{ do: 'mend hook', id: there.id, eventTypeIds: ticks.ids }],
  };
}

function planSignIn({ host, secret }: Wish['signIn'], settings: Found['settings']): Step {
  const title = 'signing in to the dashboard with the forum account';
  const line = `the site settings enable_discourse_connect_provider, and discourse_connect_provider_secrets with ${host}`;
  const kept = settings.get('discourse_connect_provider_secrets') ?? '';
  const todo: Todo[] = [];
  if (signInSecretOf(kept, host) !== secret)
    todo.push({
      do: 'change setting',
      name: 'discourse_connect_provider_secrets',
      value: withSignInSecret(kept, host, secret),
    });
  if (settings.get('enable_discourse_connect_provider') !== 'true')
    todo.push({ do: 'change setting', name: 'enable_discourse_connect_provider', value: 'true' });
  return { title, line, isNew: signInSecretOf(kept, host) === null, todo };
}

function planPlugin({ bot, dashboardUrl }: Wish, { settings }: Found): Step[] {
  if (dashboardUrl === null || !settings.has('waypost_enabled')) return [];
  const wanted = {
    waypost_bot_username: bot.username,
    waypost_dashboard_url: dashboardUrl,
    waypost_enabled: 'true',
  };
  const todo = Object.entries(wanted)
    .filter(([name, value]) => settings.has(name) && settings.get(name) !== value)
    .map(([name, value]): Todo => ({ do: 'change setting', name, value }));
  const line = `its settings: ${Object.entries(wanted)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ')}`;
  return [{ title: 'the Waypost plugin, which this forum has', line, isNew: false, todo }];
}

function scopeNotes(missing: readonly string[]): string[] {
  return missing.map(
    (scope) => `This forum has no scope ${scope}: it is older than Waypost knows how to help.`,
  );
}

function eventNotes(missing: readonly string[]): string[] {
  const plain = missing.filter((event) => !event.startsWith('waypost_'));
  return plain.length === 0
    ? []
    : [
        `This forum does not tell ${plain.join(', ')}: rules that wait for it stay silent until the plugin for it is there.`,
      ];
}
