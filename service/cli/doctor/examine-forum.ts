import { lookup } from 'node:dns/promises';
import { createAdminClient } from '../../discourse/admin-client.ts';
import type { AdminClient } from '../../discourse/admin-client.ts';
import { createApiShare } from '../../discourse/api-share.ts';
import { askStatus, codeOf } from '../../discourse/ask-status.ts';
import { createDiscourseClient } from '../../discourse/client.ts';
import { DiscourseError } from '../../discourse/discourse-error.ts';
import { createMemoryShareLedger } from '../../discourse/memory-share-ledger.ts';
import type { MemberView } from '../../discourse/wire.ts';
import { createPluginClient } from '../../discourse/plugin-client.ts';
import type { ForumConfig } from '../../config.ts';
import { isPrivateHost } from '../../connect/check-address.ts';
import type { BotSeen } from '../../doctor/judge-bot.ts';
import type { ForumAnswer } from '../../doctor/judge-forum.ts';
import type { HookSeen } from '../../doctor/judge-hook.ts';
import type { KeySeen } from '../../doctor/judge-key.ts';
import { isKeyBound } from '../../runtime/connect/is-key-bound.ts';

export interface ForumExamined {
  answer: ForumAnswer;
  key: KeySeen | null;
  bot: BotSeen | null;
  hook: Pick<HookSeen, 'url' | 'privateHost' | 'admin'>;
}

/** Asks the forum all that doctor judges. Without an answer at its address, nothing else is asked. */
export async function examineForum(
  forum: ForumConfig,
  options: { admin: AdminClient | null; hookUrl: string; deadlineMs: number },
): Promise<ForumExamined> {
  const { admin, hookUrl, deadlineMs } = options;
  const answer = await askAddress(forum.url, deadlineMs);
  const { hostname } = new URL(hookUrl);
  const hook = { url: hookUrl, privateHost: (await isInside(hostname)) ? hostname : null, admin: null };
  if (!answer.answered || answer.status >= 300) return { answer, key: null, bot: null, hook };

  const { url: baseUrl, apiKey, apiUsername } = forum;
  const deps = accessOf(forum, deadlineMs);
  const client = createDiscourseClient(deps);
  const scopes = await refusalIsNull(client.scopes());
  const plugin = createPluginClient(deps);
  const hasPlugin = (await refusalIsNull(plugin.isThere())) === true;
  const open = scopes === null ? await client.ownOpenProfile() : null;
  const isSuspended = open !== null && open.suspendedTill !== null;
  const settings = admin ? await admin.settings() : null;
  const account = admin ? await admin.account(apiUsername) : null;
  return {
    answer,
    key: {
      ...{ scopes, hasPlugin, isSuspended },
      isAdmin: scopes === null ? null : await isAdminKey(forum, deadlineMs),
      isForEverybody: scopes !== null && !(await isKeyBound({ baseUrl, apiKey, deadlineMs })),
    },
    bot:
      scopes === null && !isSuspended
        ? null
        : {
            username: apiUsername,
            profile: isSuspended ? profileIn(open) : await profileOf(client, apiUsername),
            pluginSays: hasPlugin ? ((await refusalIsNull(plugin.capabilities()))?.bot ?? null) : null,
            standing: admin && account ? await admin.standing(account.id) : null,
            settings,
          },
    hook: { ...hook, admin: admin && settings ? await readHook(admin, hookUrl, settings) : null },
  };
}

/** The bot's way to the forum, beside that of a running Waypost. */
export function accessOf({ url: baseUrl, apiKey, apiUsername }: ForumConfig, deadlineMs: number) {
  const ledger = createMemoryShareLedger(() => performance.now());
  const share = createApiShare({ ledger, process: 'doctor' });
  return { baseUrl, apiKey, apiUsername, share, deadlineMs };
}

/** What an address answers to somebody without a key. */
export async function askAddress(url: string, deadlineMs: number): Promise<ForumAnswer> {
  try {
    return { answered: true, ...(await askStatus(url, { deadlineMs })) };
  } catch (error) {
    return { answered: false, code: codeOf(error) };
  }
}

/** What is for administrators alone must be closed to the bot. */
async function isAdminKey({ url, apiKey, apiUsername }: ForumConfig, deadlineMs: number): Promise<boolean> {
  const wait = async () => undefined;
  const client = createAdminClient({ baseUrl: url, apiKey, apiUsername, wait, deadlineMs });
  return (await refusalIsNull(client.offeredScopes())) !== null;
}

async function profileOf(
  client: Pick<ReturnType<typeof createDiscourseClient>, 'member'>,
  username: string,
): Promise<BotSeen['profile']> {
  const view = await refusalIsNull(client.member(username));
  return view && profileIn(view);
}

function profileIn({ trustLevel, staff, suspendedTill }: MemberView): NonNullable<BotSeen['profile']> {
  return { trustLevel, isStaff: staff, suspendedTill };
}

async function readHook(
  admin: AdminClient,
  url: string,
  settings: ReadonlyMap<string, string>,
): Promise<NonNullable<HookSeen['admin']>> {
  const hooks = await admin.hooks();
  const ours = hooks.hooks.find((hook) => hook.url === url);
  return { hooks, deliveries: ours ? await admin.deliveries(ours.id) : [], settings };
}

/** A refusal is an answer. What fails otherwise is thrown. */
async function refusalIsNull<T>(asked: Promise<T>): Promise<T | null> {
  return await asked.catch((error: unknown) => {
    const isRefusal = error instanceof DiscourseError && [401, 403, 404].includes(error.status ?? 0);
    if (isRefusal) return null;
    throw error;
  });
}

async function isInside(host: string): Promise<boolean> {
  if (isPrivateHost(host)) return true;
  const found = await lookup(host).catch(() => null);
  return found !== null && isPrivateHost(found.family === 6 ? `[${found.address}]` : found.address);
}
