import { userInfo } from 'node:os';
import { join } from 'node:path';
import type { Command } from 'commander';
import { configFor } from '../config-for.ts';
import { didYouMean } from '../../rulebook/reading/did-you-mean.ts';
import { forms } from '../../rulebook/resources/forms.ts';
import { type Trigger, triggerNames } from '../../rulebook/triggers/triggers.ts';
import { FileRefused, addFile } from '../add-file.ts';
import { askFor } from '../ask-for.ts';
import type { Question } from '../ask-for.ts';
import { CommandError } from '../command-error.ts';
import { draftResource } from '../draft-resource.ts';
import { draftRule, isAboutWords } from '../draft-rule.ts';

type Given = Record<string, string | undefined>;

const ofBoth: readonly Question[] = [{ flag: 'id', ask: 'Id, such as export-model (it never changes)' }];
const ofResources: readonly Question[] = [
  ...ofBoth,
  { flag: 'title', ask: 'Title' },
  { flag: 'owner', ask: 'Who answers for it', usual: userInfo().username },
  { flag: 'form', ask: `Form: ${forms.join(', ')}`, usual: 'microguide' },
];
const ofRules: readonly Question[] = [
  ...ofBoth,
  { flag: 'goal', ask: 'What is it for, in one sentence' },
  { flag: 'owner', ask: 'Who answers for it', usual: userInfo().username },
  { flag: 'offer', ask: 'Id of the guide that it offers' },
  { flag: 'on', ask: 'When does it look', usual: 'topic.created' },
  { flag: 'folder', ask: 'Folder', usual: 'questions' },
];
const ofWords: readonly Question[] = [
  { flag: 'words', ask: 'Words or phrases that members write, with commas between' },
  { flag: 'fires', ask: 'A post that must fire it' },
  { flag: 'fires-too', ask: 'Another one, in other words' },
  { flag: 'silent', ask: 'A post that looks alike and must not fire it' },
  { flag: 'silent-too', ask: 'Another one' },
];

/** `waypost new rule|resource`: asks a few questions and writes a file that passes `check` at once. */
export function defineNew(made: Command): void {
  const rule = made.command('rule').argument('[id]').description('a rule with cases, at draft');
  withFlags(rule, [...ofRules, ...ofWords]).action(async (id: string | undefined, options: Given) => {
    const given = { ...byFlag(options), ...(id === undefined ? {} : { id }) };
    const path = await newRule(folderOf(made, options), given);
    process.stdout.write(
      `Wrote ${path}. It is at draft: look at it, then let it climb with \`rollout: shadow\`.\n`,
    );
  });
  const resource = made
    .command('resource')
    .argument('[id]')
    .description('a guide in its form, to be written over');
  withFlags(resource, ofResources).action(async (id: string | undefined, options: Given) => {
    const given = { ...byFlag(options), ...(id === undefined ? {} : { id }) };
    const path = await newResource(folderOf(made, options), given);
    process.stdout.write(`Wrote ${path}. Write over its text; \`waypost preview\` shows it.\n`);
  });
}

async function newRule(folder: string, given: Given): Promise<string> {
  const answers = await askFor(ofRules, given);
  const on = oneOf('on', answers['on'] ?? '', triggerNames);
  if (!/^[a-z0-9-]{1,64}$/.test(answers['folder'] ?? ''))
    throw new CommandError(`--folder ${answers['folder']}: expected small letters, digits and hyphens`);
  const path = `${answers['folder']}/${idOf(answers)}.yml`;
  if (!isAboutWords(on)) {
    await addFile(folder, path, writeRule(on, answers));
    return join(folder, path);
  }
  let words = await askFor(ofWords, given);
  for (;;) {
    try {
      await addFile(folder, path, writeRule(on, { ...answers, ...words }));
      return join(folder, path);
    } catch (error) {
      if (!(error instanceof FileRefused) || !process.stdin.isTTY) throw error;
      process.stdout.write(`${error.message}\n\nOnce more; Enter keeps what you said.\n`);
      const said = words;
      words = await askFor(
        ofWords.map((one) => ({ ...one, usual: said[one.flag] ?? '' })),
        {},
      );
    }
  }
}

function writeRule(on: Trigger, answers: Readonly<Record<string, string>>): string {
  const say = (flag: string): string => answers[flag] ?? '';
  return draftRule({
    id: say('id'),
    goal: say('goal'),
    owner: say('owner'),
    on,
    offer: say('offer'),
    words: say('words')
      .split(',')
      .map((word) => word.trim())
      .filter((word) => word !== ''),
    fires: [say('fires'), say('fires-too')],
    silent: [say('silent'), say('silent-too')],
    today: new Date(),
  });
}

async function newResource(folder: string, given: Given): Promise<string> {
  const answers = await askFor(ofResources, given);
  const form = oneOf('form', answers['form'] ?? '', forms);
  const { title = '', owner = '' } = answers;
  const path = `resources/${idOf(answers)}.md`;
  await addFile(folder, path, draftResource({ title, owner, form, today: new Date() }));
  return join(folder, path);
}

function idOf({ id = '' }: Record<string, string>): string {
  if (/^[a-z0-9-]{1,64}$/.test(id)) return id;
  throw new CommandError(`--id ${id}: expected small letters, digits and hyphens, such as export-model`);
}

function oneOf<T extends string>(flag: string, given: string, known: readonly T[]): T {
  const found = known.find((one) => one === given);
  if (found !== undefined) return found;
  throw new CommandError(`--${flag} ${given}${didYouMean(given, known)}: expected ${known.join(', ')}`);
}

function withFlags(command: Command, questions: readonly Question[]): Command {
  for (const { flag, ask } of questions) command.option(`--${flag} <${flag}>`, ask);
  return command.option('--rules <folder>', 'the rules folder; RULES_PATH, or rules, unless named');
}

/** Commander writes `fires-too` as `firesToo`. */
function byFlag(options: Given): Given {
  return Object.fromEntries(
    Object.entries(options).map(([name, value]) => [
      name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`),
      value,
    ]),
  );
}

function folderOf(command: Command, { rules }: Given): string {
  return rules ?? configFor(command).rulesPath;
}
