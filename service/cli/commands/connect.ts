import type { Command } from 'commander';
import { readConnectSettings } from '../../config.ts';
import { tellByHand } from '../../connect/by-hand.ts';
import { carryOut, StepError } from '../../connect/carry-out.ts';
import { keepConnection } from '../../connect/connection-file.ts';
import { introduceBot } from '../../connect/introduce-bot.ts';
import { lookAtForum } from '../../connect/look-at-forum.ts';
import { planConnection } from '../../connect/plan-connection.ts';
import type { Found, Plan, Step, Wish } from '../../connect/plan-connection.ts';
import type { AdminClient } from '../../discourse/admin-client.ts';
import { DiscourseError } from '../../discourse/discourse-error.ts';
import { CommandError } from '../command-error.ts';
import { askConsent } from '../connect/ask-secret.ts';
import { lookBack, readCount } from './look-back.ts';
import { askKeptKey } from '../connect/ask-kept-key.ts';
import { type ConnectOptions, gatherWish, type Wanted } from '../connect/gather-wish.ts';
import { openAdmin, readAdminKey, sayUnreachable } from '../connect/open-admin.ts';
import { printStep } from '../connect/print-steps.ts';
import { tryHook } from '../connect/try-hook.ts';

interface Options extends ConnectOptions {
  adminKeyFile?: string;
  yes: boolean;
  dryRun: boolean;
  byHand: boolean;
  lookBack: string;
}

/** `waypost connect <forum>`: account, key, webhook, sign-in and configuration, each only where it is not there yet. */
export function addConnect(program: Command): void {
  program
    .command('connect')
    .argument('<forum>', 'its address, with its path if it has one: https://forum.example')
    .option('--url <address>', 'where forum and people reach Waypost: https://waypost.example')
    .option('--bot <name>', 'the account that guides are written by (waypost)')
    .option('--adopt', 'take an account of that name that is there already', false)
    .option('--admin-key-file <file>', "an administrator's API key; else WAYPOST_ADMIN_KEY, else asked for")
    .option('--leave-plugin', "do not touch the settings of the forum's Waypost plugin", false)
    .option(
      '--look-back <posts>',
      'decide over so many of the newest posts, and send nothing; 0: none',
      '200',
    )
    .option('--yes', 'agree without being asked', false)
    .option('--dry-run', 'say what would be done, and do nothing', false)
    .option('--by-hand', 'say what to click instead', false)
    .description('connect a forum; run again, it repairs what differs')
    .action(async (address: string, options: Options) => {
      try {
        await connect(address, options);
      } catch (error) {
        if (error instanceof StepError) throw new CommandError(error.message);
        if (error instanceof DiscourseError) throw new CommandError(sayUnreachable(address, error));
        throw error;
      }
    });
}

async function connect(address: string, options: Options): Promise<void> {
  const wanted = await gatherWish(address, options);
  if (options.byHand) {
    say(tellByHand(wanted.forumUrl, wanted.wish, wanted.file));
    return;
  }
  const { adminKeyFile: file } = options;
  const { adminKey: environment } = readConnectSettings();
  const { forumUrl } = wanted;
  const admin = await openAdmin(forumUrl, await readAdminKey({ file, environment, forumUrl }));
  const { wish, plan, found } = await look(admin, wanted);
  if (!plan.possible) throw new CommandError(plan.why);

  say(`On ${forumUrl}:`);
  for (const step of plan.steps) say(printStep(step, false));
  for (const note of plan.notes) say(`  note         ${note}`);
  say(
    `In ${wanted.file}, readable by you alone: ${Object.keys(wanted.values).join(', ')}, DISCOURSE_API_KEY`,
  );
  if (options.dryRun) {
    say('Nothing was changed.');
    return;
  }
  const isNeeded = plan.steps.some(({ todo }) => todo.length > 0);
  if (isNeeded && !options.yes && !(await askConsent('Do this?')))
    throw new CommandError('Nothing was changed.');

  await keepConnection(wanted.file, wanted.values);
  let isKeyNew = false;
  const deps = {
    admin,
    offeredScopes: found.offeredScopes,
    async keepKey(key: string) {
      isKeyNew = true;
      await keepConnection(wanted.file, { DISCOURSE_API_KEY: key });
    },
    onDone: (step: Step) => (isNeeded ? say(printStep(step, true)) : undefined),
  };
  if (isNeeded) say('');
  await carryOut(deps, wish, plan.steps);
  const { arrived, isRunning, line } = await tryHook(admin, {
    ...wish.hook,
    host: wanted.host,
    port: wanted.port,
  });
  say(`  ${arrived ? 'done' : 'open'}         ${line}`);
  if (options.lookBack !== '0') await lookBackOrSay(options.lookBack, wanted);
  say('');
  if (isKeyNew && found.keptKeyScopes !== null)
    say(
      `The key that was kept before is still good on the forum: revoke it there (Admin → API → API Keys of @${wish.bot.username}) once Waypost runs with the new one.`,
    );
  say(sayNext(wanted, { isKeyNew, isRunning }));
}

/** The forum is connected, whatever becomes of this. */
async function lookBackOrSay(posts: string, { file, publicUrl }: Wanted): Promise<void> {
  say(`  …            Looking back at the newest ${posts} posts, politely; this may take some minutes.`);
  try {
    await lookBack(readCount(posts));
    say(`  See them at ${publicUrl}, under “Looking back”.`);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    say(`  open         Looking back did not work: ${error.message}`);
    say(`               ENV_FILE=${file} waypost look-back tries it again.`);
  }
}

async function look(admin: AdminClient, wanted: Wanted): Promise<{ wish: Wish; plan: Plan; found: Found }> {
  const { wish, forumUrl, kept } = wanted;
  const { username } = wish.bot;
  const apiKey = kept['DISCOURSE_API_KEY'];
  const found = await lookAtForum({
    admin,
    botUsername: username,
    keptKeyScopes: async () =>
      apiKey ? await askKeptKey(forumUrl, { apiKey, apiUsername: username }) : null,
  });
  const bio = introduceBot(found.settings.get('default_locale') ?? 'en');
  const spoken = { ...wish, bot: { ...wish.bot, bio } };
  return { wish: spoken, found, plan: planConnection(spoken, found) };
}

function sayNext({ file, publicUrl }: Wanted, now: { isKeyNew: boolean; isRunning: boolean }): string {
  return `${file} holds what Waypost needs; start reads it. The admin key was not kept: revoke it on the forum.
Next: ${howToGoOn(now)}${publicUrl} and sign in with your forum account.`;
}

function howToGoOn({ isKeyNew, isRunning }: { isKeyNew: boolean; isRunning: boolean }): string {
  if (!isRunning) return 'npm start, then open ';
  return isKeyNew
    ? 'start Waypost anew, so that it takes the new key, then open '
    : 'Waypost runs already; open ';
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
