import type { Command } from 'commander';
import { readConnectSettings } from '../../config.ts';
import { tellByHand } from '../../connect/by-hand.ts';
import type { Step } from '../../connect/plan-connection.ts';
import { english } from '../../connect/texts/en.ts';
import { DiscourseError } from '../../discourse/discourse-error.ts';
import { type Draft, draftConnection } from '../../runtime/connect/draft-connection.ts';
import { type ConnectOptions, gatherWish, type Wanted } from '../../runtime/connect/gather-wish.ts';
import { type Connected, makeConnection } from '../../runtime/connect/make-connection.ts';
import { listenInItsPlace } from '../../runtime/connect/try-hook.ts';
import { CommandError } from '../command-error.ts';
import { configFor } from '../config-for.ts';
import { askConsent } from '../connect/ask-secret.ts';
import { printStep } from '../connect/print-steps.ts';
import { readAdminKey } from '../connect/read-admin-key.ts';
import { recordOrSay } from '../connect/record-or-say.ts';
import { sayUnreachable } from '../connect/say-trouble.ts';
import { lookBack, readCount } from './look-back.ts';

interface Options extends ConnectOptions {
  adminKeyFile?: string;
  why: string;
  yes: boolean;
  dryRun: boolean;
  byHand: boolean;
  lookBack: string;
}

/** `waypost connect <forum>`: account, key, webhook, sign-in and configuration, each only where it is not there yet. */
export function defineConnect(command: Command): void {
  command
    .argument('<forum>', 'its address, with its path if it has one: https://forum.example')
    .option('--url <address>', 'where forum and people reach Waypost: https://waypost.example')
    .option('--bot <name>', 'the account that guides are written by (waypost)')
    .option('--adopt', 'take an account of that name that is there already', false)
    .option('--admin-key-file <file>', "an administrator's API key; else WAYPOST_ADMIN_KEY, else asked for")
    .option('--new-key', 'a new API key takes the place of a good one', false)
    .option('--new-secrets', 'new secrets for webhook and sign-in; those before stay good for now', false)
    .option('--drop-previous', 'secrets and keys from before are good no longer', false)
    .option('--leave-plugin', "do not touch the settings of the forum's Waypost plugin", false)
    .option(
      '--look-back <posts>',
      'decide over so many of the newest posts, and send nothing; 0: none',
      '200',
    )
    .option('--why <reason>', 'kept beside the change, for those who ask later', '')
    .option('--yes', 'agree without being asked', false)
    .option('--dry-run', 'say what would be done, and do nothing', false)
    .option('--by-hand', 'say what to click instead', false)
    .action(async (address: string, options: Options) => {
      try {
        await connect(address, { ...options, ...command.optsWithGlobals<{ forum?: string }>() }, command);
      } catch (error) {
        if (error instanceof DiscourseError) throw new CommandError(sayUnreachable(address, error));
        throw error;
      }
    });
}

async function connect(address: string, options: Options, command: Command): Promise<void> {
  if (options.byHand) {
    const { forumUrl, publicUrl, wish, file, missingLines } = await gatherWish(address, options);
    say(tellByHand(forumUrl, publicUrl, wish, file));
    if (missingLines !== null) say(`FORUMS_FILE needs these lines:\n\n${missingLines}`);
    return;
  }
  const { adminKeyFile: file } = options;
  const { adminKey: environment } = readConnectSettings(options.forum);
  const askKey = (forumUrl: string) => readAdminKey({ file, environment, forumUrl });
  const draft = await draftConnection(address, options, askKey);
  const { wanted, isAllThere } = draft;
  printDraft(draft);
  if (options.dryRun) {
    say('Nothing was changed.');
    return;
  }
  if (!isAllThere && !options.yes && !(await askConsent('Do this?')))
    throw new CommandError('Nothing was changed.');

  if (!isAllThere) say('');
  const parts: string[] = [];
  const onDone = (step: Step): void => {
    if (isAllThere) return;
    say(printStep(step, true));
    if (step.todo.length > 0) parts.push(english.title(step.part));
  };
  const made = await makeAndRecord(draft, onDone, async () => {
    const isRead = wanted.missingLines === null;
    if (isRead) await recordOrSay(command, { what: 'connect forum', parts, why: options.why });
  });
  const { ping, isKeyNew, hasOldKey, waitsForStart } = made;
  if (waitsForStart)
    say(
      '  open         The webhook keeps its secret until Waypost knows the new one: start Waypost anew, then run this again.',
    );
  else say(`  ${ping.arrived ? 'done' : 'open'}         ${english.ping(ping)}`);
  if (options.lookBack !== '0') await lookBackOrSay(options.lookBack, wanted, command);
  say('');
  if (hasOldKey)
    say(
      `The key that was kept before is still good on the forum: once Waypost runs with the new one, --drop-previous revokes it (or Admin → API → API Keys of @${draft.wish.bot.username}).`,
    );
  const isRunning = ping.arrived ? ping.by === 'running' : ping.isRunning;
  say(sayNext(wanted, { isKeyNew, isRunning }));
}

/** What was done is kept, also where a later step fails. */
async function makeAndRecord(
  draft: Draft,
  onDone: (step: Step) => void,
  record: () => Promise<void>,
): Promise<Connected> {
  try {
    return await makeConnection(draft, { onDone, listener: listenInItsPlace });
  } finally {
    await record();
  }
}

function printDraft({ wanted, steps, notes, shadowed }: Draft): void {
  say(`On ${wanted.forumUrl}:`);
  for (const step of steps) say(printStep(step, false));
  for (const note of notes) say(`  note         ${english.note(note)}`);
  if (shadowed.length > 0) say(`  note         ${english.shadowed(shadowed, wanted.file)}`);
  say(`In ${wanted.file}, readable by you alone: ${namesIn(wanted).join(', ')}, DISCOURSE_API_KEY`);
}

function namesIn({ values }: Wanted): string[] {
  return Object.keys(values).filter((name) => values[name] !== null);
}

/** The forum is connected, whatever becomes of this. */
async function lookBackOrSay(
  posts: string,
  { file, publicUrl, missingLines }: Wanted,
  command: Command,
): Promise<void> {
  if (missingLines !== null) {
    say('  open         Looking back: `waypost look-back --forum <name>`, once FORUMS_FILE has these lines.');
    return;
  }
  say(`  …            Looking back at the newest ${posts} posts, politely; this may take some minutes.`);
  try {
    await lookBack(readCount(posts), configFor(command));
    say(`  See them at ${publicUrl}, under “Looking back”.`);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    say(`  open         Looking back did not work: ${error.message}`);
    say(`               ENV_FILE=${file} waypost look-back tries it again.`);
  }
}

function sayNext(
  { file, publicUrl, missingLines }: Wanted,
  now: { isKeyNew: boolean; isRunning: boolean },
): string {
  const read =
    missingLines === null
      ? 'start reads it. '
      : `start reads it once FORUMS_FILE has these lines:\n\n${missingLines}\n\n`;
  return `${file} holds what Waypost needs; ${read}The admin key was not kept: revoke it on the forum.
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
