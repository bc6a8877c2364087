import type { AccountView, AdminKeyView, HookView, StandingView } from '../discourse/wire/admin.ts';
import { signInSecretOf, withoutSignInSecret } from './sign-in-secrets.ts';

/** What of a forum belongs to this installation. */
export interface Ours {
  botUsername: string;
  hookUrl: string;
  signIn: { host: string; secret: string | null };
  /** The key that is kept here, or was. */
  apiKey: string | null;
  /** The bot's posts stay in either case. */
  account: 'leave' | 'deactivate';
}

export interface Present {
  account: AccountView | null;
  standing: StandingView | null;
  hooks: readonly HookView[];
  keys: readonly AdminKeyView[];
  settings: ReadonlyMap<string, string>;
}

export type Undo =
  | { undo: 'hook'; hook: HookView }
  | { undo: 'key'; id: number }
  | { undo: 'account'; id: number }
  | { undo: 'setting'; name: string; value: string };

export interface PartingStep {
  title: string;
  line: string;
  /** Empty: nothing of it is there any more. */
  todo: readonly Undo[];
}

/** What has to be taken back on the forum: what `connect` made, and nothing that others may use too. */
export function planParting(ours: Ours, there: Present): PartingStep[] {
  return [
    partHook(ours, there),
    partKeys(ours, there),
    partSignIn(ours, there),
    ...partPlugin(ours, there),
    partAccount(ours, there),
  ];
}

function partHook({ hookUrl }: Ours, { hooks }: Present): PartingStep {
  const active = hooks.filter(({ url, active }) => url === hookUrl && active);
  return {
    title: `the webhook to ${hookUrl}`,
    line: active.length === 0 ? 'is off, or not there' : 'switched off; its list of deliveries stays',
    todo: active.map((hook): Undo => ({ undo: 'hook', hook })),
  };
}

function partKeys({ botUsername, apiKey }: Ours, { keys }: Present): PartingStep {
  const isOurs = (key: AdminKeyView): boolean =>
    key.username?.toLowerCase() === botUsername.toLowerCase() &&
    (key.description.startsWith('Waypost') || (apiKey !== null && isBeginning(key.beginsWith, apiKey)));
  const living = keys.filter((key) => !key.isRevoked && isOurs(key));
  return {
    title: `the API key of @${botUsername}`,
    line: living.length === 0 ? 'is revoked, or not there' : `${living.length} revoked`,
    todo: living.map(({ id }): Undo => ({ undo: 'key', id })),
  };
}

function isBeginning(letters: string, key: string): boolean {
  return letters !== '' && key.startsWith(letters);
}

/** Whether forum accounts may be used to sign in elsewhere stays as it is where another site does so. */
function partSignIn({ signIn }: Ours, { settings }: Present): PartingStep {
  const name = 'discourse_connect_provider_secrets';
  const kept = settings.get(name) ?? '';
  const title = `signing in from ${signIn.host}`;
  const secret = signInSecretOf(kept, signIn.host);
  if (secret === null || (signIn.secret !== null && secret !== signIn.secret))
    return { title, line: 'is not there', todo: [] };
  const value = withoutSignInSecret(kept, signIn.host);
  const todo: Undo[] = [{ undo: 'setting', name, value }];
  const isLast = value === '' && settings.get('enable_discourse_connect_provider') === 'true';
  if (isLast) todo.unshift({ undo: 'setting', name: 'enable_discourse_connect_provider', value: 'false' });
  return { title, line: `its secret is taken out of ${name}`, todo };
}

function partPlugin({ botUsername }: Ours, { settings }: Present): PartingStep[] {
  const isOurs = settings.get('waypost_bot_username')?.toLowerCase() === botUsername.toLowerCase();
  if (!settings.has('waypost_enabled') || !isOurs) return [];
  const isOn = settings.get('waypost_enabled') === 'true';
  const line = isOn ? 'switched off; what members told it stays' : 'is off';
  const todo: Undo[] = isOn ? [{ undo: 'setting', name: 'waypost_enabled', value: 'false' }] : [];
  return [{ title: 'the Waypost plugin', line, todo }];
}

function partAccount({ botUsername, account }: Ours, there: Present): PartingStep {
  const title = `the account @${botUsername}`;
  if (there.account === null) return { title, line: 'is not there', todo: [] };
  if (account === 'leave') return { title, line: 'stays, and its posts', todo: [] };
  if (there.standing?.active === false) return { title, line: 'is switched off', todo: [] };
  // Its rights may have changed since, and nobody switches an administrator off by accident.
  if (there.account.isStaff) return { title, line: 'stays: it is a member of staff now', todo: [] };
  return { title, line: 'switched off; its posts stay', todo: [{ undo: 'account', id: there.account.id }] };
}
