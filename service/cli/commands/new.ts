import { join } from 'node:path';
import type { Command } from 'commander';
import { configFor } from '../config-for.ts';
import { forms } from '../../rulebook/resources/forms.ts';
import { type Trigger, triggerNames } from '../../rulebook/triggers/triggers.ts';
import { FileRefused, addFile } from '../add-file.ts';
import { askFor } from '../ask-for.ts';
import { draftResource } from '../draft-resource.ts';
import { draftRule, isAboutWords } from '../draft-rule.ts';
import { type FileQuestion, ofResources, ofRules, ofWords } from '../questions-of-new.ts';

type Given = Record<string, string | undefined>;

/** `waypost new rule|resource`: asks a few questions and writes a file that passes `check` at once. */
export function defineNew(made: Command): void {
  const rule = made.command('rule').argument('[id]').description('a rule with cases, at draft');
  withFlags(rule, [...ofRules(''), ...ofWords]).action(async (id: string | undefined, options: Given) => {
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
  const first = await askFor(ofRules(folder), given);
  const words = isAboutWords(triggerOf(first)) ? ofWords : [];
  const questions = [...ofRules(folder), ...words];
  let answers = { ...first, ...(await askFor(words, given)) };
  for (;;) {
    const path = `${answers['folder']}/${answers['id']}.yml`;
    try {
      await addFile(folder, path, writeRule(triggerOf(answers), answers));
      return join(folder, path);
    } catch (error) {
      if (!(error instanceof FileRefused) || !process.stdin.isTTY) throw error;
      const again = questions.filter(({ key }) => error.keys.has(key));
      if (again.length === 0) throw error;
      process.stdout.write(`${error.message}\n\nOnce more; Enter keeps what you said, Ctrl-C leaves.\n`);
      const said = answers;
      const asked = again.map((one) => ({ ...one, usual: said[one.flag] ?? '' }));
      answers = { ...said, ...(await askFor(asked, {})) };
    }
  }
}

function triggerOf({ on }: Readonly<Record<string, string>>): Trigger {
  return triggerNames.find((one) => one === on) ?? 'topic.created';
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
  const { id = '', title = '', owner = '', form: named } = await askFor(ofResources, given);
  const form = forms.find((one) => one === named) ?? 'microguide';
  const path = `resources/${id}.md`;
  await addFile(folder, path, draftResource({ title, owner, form, today: new Date() }));
  return join(folder, path);
}

function withFlags(command: Command, questions: readonly FileQuestion[]): Command {
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
