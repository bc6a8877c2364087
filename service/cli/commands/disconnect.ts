import type { Command } from 'commander';
import { readConnectSettings } from '../../config.ts';
import { connectionNames, keepConnection, readConnection } from '../../connect/connection-file.ts';
import { lookBeforeParting, part } from '../../connect/part.ts';
import { type Ours, type PartingStep, planParting } from '../../connect/plan-parting.ts';
import { DiscourseError } from '../../discourse/discourse-error.ts';
import { CommandError } from '../command-error.ts';
import { askConsent } from '../connect/ask-secret.ts';
import { openAdmin } from '../../runtime/connect/open-admin.ts';
import { readAdminKey } from '../connect/read-admin-key.ts';
import { recordOrSay } from '../connect/record-or-say.ts';
import { sayUnreachable } from '../connect/say-trouble.ts';

interface Options {
  adminKeyFile?: string;
  account: string;
  why: string;
  yes: boolean;
  dryRun: boolean;
}

/** `waypost disconnect`: takes back what `connect` made. What Waypost knows stays in its database. */
export function defineDisconnect(command: Command): void {
  command
    .option('--admin-key-file <file>', "an administrator's API key; else WAYPOST_ADMIN_KEY, else asked for")
    .option('--account <what>', "leave or deactivate the bot's account; its posts stay", 'leave')
    .option('--why <reason>', 'kept beside the change, for those who ask later', '')
    .option('--yes', 'agree without being asked', false)
    .option('--dry-run', 'say what would be done, and do nothing', false)
    .action(async (options: Options) => {
      const settings = readConnectSettings(command.optsWithGlobals<{ forum?: string }>().forum);
      const kept = await readConnection(settings.file);
      const forumUrl = kept['DISCOURSE_URL'];
      if (!forumUrl)
        throw new CommandError(
          `${settings.file} names no forum: there is nothing to disconnect. ENV_FILE names another file`,
        );
      try {
        const ours = oursOf(kept, settings, options.account);
        await disconnect({ forumUrl, ours, ...settings }, options, command);
      } catch (error) {
        if (error instanceof DiscourseError) throw new CommandError(sayUnreachable(forumUrl, error));
        throw error;
      }
    });
}

function oursOf(
  kept: Readonly<Record<string, string>>,
  { name, given }: ReturnType<typeof readConnectSettings>,
  account: string,
): Ours {
  if (account !== 'leave' && account !== 'deactivate')
    throw new CommandError(`--account ${JSON.stringify(account)}: expected leave or deactivate`);
  const publicUrl = kept['PUBLIC_URL'] ?? given['PUBLIC_URL'] ?? 'http://127.0.0.1:4600';
  return {
    botUsername: kept['DISCOURSE_API_USERNAME'] ?? 'waypost',
    hookUrl: `${publicUrl}/hooks/discourse/${name}`,
    signIn: { host: new URL(publicUrl).hostname, secret: kept['DISCOURSE_CONNECT_SECRET'] ?? null },
    apiKey: kept['DISCOURSE_API_KEY'] ?? null,
    account,
  };
}

async function disconnect(
  {
    forumUrl,
    ours,
    file,
    adminKey: environment,
  }: { forumUrl: string; ours: Ours; file: string; adminKey: string | null },
  options: Options,
  command: Command,
): Promise<void> {
  const { adminKeyFile } = options;
  const key = await readAdminKey({ file: adminKeyFile, environment, forumUrl });
  const admin = await openAdmin(forumUrl, key);
  const steps = planParting(ours, await lookBeforeParting(admin, ours));
  const isNeeded = steps.some(({ todo }) => todo.length > 0);
  say(`On ${forumUrl}:`);
  for (const step of steps) say(line(step, step.todo.length > 0 ? 'would change' : 'done'));
  say(`In ${file}: the key, the secrets and the addresses are taken out.`);
  if (options.dryRun) {
    say('Nothing was changed.');
    return;
  }
  if (!options.yes && !(await askConsent('Do this?'))) throw new CommandError('Nothing was changed.');
  if (isNeeded) say('');
  const parts: string[] = [];
  const onDone = (step: PartingStep): void => {
    if (step.todo.length === 0) return;
    say(line(step, 'changed'));
    parts.push(step.title);
  };
  try {
    await part({ admin, onDone }, steps);
  } finally {
    // While the file still says where the forum's tables are.
    await recordOrSay(command, { what: 'disconnect forum', parts, why: options.why });
  }
  await keepConnection(file, Object.fromEntries(connectionNames.map((name) => [name, null])));
  say(
    `\n${forumUrl} is disconnected. What Waypost knows of it stays in its database. Stop Waypost if it still runs, and revoke the admin key.`,
  );
}

function line({ title, line: what }: PartingStep, state: string): string {
  return `  ${state.padEnd(12)} ${title}: ${what}`;
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
