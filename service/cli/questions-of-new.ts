import { userInfo } from 'node:os';
import { readRuleFiles } from '../rule-files/read-rule-files.ts';
import { didYouMean } from '../rulebook/reading/did-you-mean.ts';
import { forms } from '../rulebook/resources/forms.ts';
import { readNameOfFile } from '../rulebook/resources/name-of-file.ts';
import { triggerNames } from '../rulebook/triggers/triggers.ts';
import type { Question } from './ask-for.ts';

/** A question with the key of the file that its answer becomes, by which it is asked again. */
export interface FileQuestion extends Question {
  key: string;
}

const id: FileQuestion = {
  flag: 'id',
  key: 'id',
  ask: 'Id, such as export-model (it never changes)',
  refuse: isName,
};
const owner: FileQuestion = {
  flag: 'owner',
  key: 'owner',
  ask: 'Who answers for it',
  usual: userInfo().username,
};

export const ofResources: readonly FileQuestion[] = [
  id,
  { flag: 'title', key: 'title', ask: 'Title' },
  owner,
  {
    flag: 'form',
    key: 'form',
    ask: `Form: ${forms.join(', ')}`,
    usual: 'microguide',
    refuse: oneOf(forms),
  },
];

/** `folder` is that of the rules: a guide that a rule offers has to be in it. */
export function ofRules(folder: string): readonly FileQuestion[] {
  return [
    id,
    { flag: 'goal', key: 'goal', ask: 'What is it for, in one sentence' },
    owner,
    {
      flag: 'offer',
      key: 'offer',
      ask: 'Id of the guide that it offers',
      refuse: (answer) => isGuide(folder, answer),
    },
    {
      flag: 'on',
      key: 'on',
      ask: 'When does it look',
      usual: 'topic.created',
      refuse: oneOf(triggerNames),
    },
    { flag: 'folder', key: '', ask: 'Folder', usual: 'questions', refuse: isName },
  ];
}

export const ofWords: readonly FileQuestion[] = [
  { flag: 'words', key: 'text', ask: 'Words or phrases that members write, with commas between' },
  { flag: 'fires', key: 'cases', ask: 'A post that must fire it' },
  { flag: 'fires-too', key: 'cases', ask: 'Another one, in other words' },
  { flag: 'silent', key: 'cases', ask: 'A post that looks alike and must not fire it' },
  { flag: 'silent-too', key: 'cases', ask: 'Another one' },
];

async function isName(answer: string): Promise<string | null> {
  if (/^[a-z0-9-]{1,64}$/.test(answer)) return null;
  return 'expected small letters, digits and hyphens, such as export-model';
}

function oneOf(known: readonly string[]): (answer: string) => Promise<string | null> {
  return async (answer) =>
    known.includes(answer)
      ? null
      : `there is no such one${didYouMean(answer, known)}; expected ${known.join(', ')}`;
}

/** Read anew for each answer: the guide may have been written meanwhile. */
async function isGuide(folder: string, answer: string): Promise<string | null> {
  const { files } = await readRuleFiles(folder).catch(() => ({ files: [] }));
  const names = files.flatMap(({ path }) =>
    path.startsWith('resources/') ? (readNameOfFile(path)?.id ?? []) : [],
  );
  const guides = [...new Set(names)].toSorted();
  if (guides.includes(answer)) return null;
  const there = guides.length === 0 ? 'there is none yet' : `there are ${guides.join(', ')}`;
  return `there is no guide ${JSON.stringify(answer)}${didYouMean(answer, guides)}; ${there}. \`waypost new resource ${answer}\` writes it: in another terminal, then answer again here`;
}
