import type { Answer, Content, ListContent } from './content.ts';
import { deepestTree, mostAnswers, mostItems } from './forms.ts';
import type { Form } from './forms.ts';
import { readList } from './read-list.ts';
import type { ListItem } from './read-list.ts';
import type { FrontMatterValues } from './resource-schema.ts';
import { parseSessionTime } from './session-time.ts';

/** What is not as the form has it; `line` counts from the first line of the body. */
export interface ShapeFault {
  line: number;
  message: string;
}

export interface ReadContent {
  content: Content;
  faults: ShapeFault[];
}

/** Takes the body of a guide apart as its form has it. Required keys of the front matter are looked at elsewhere. */
export function readContent(form: Form, body: string, values: FrontMatterValues): ReadContent {
  switch (form) {
    case 'microguide':
      return { content: { form }, faults: [] };
    case 'checklist':
    case 'steps':
      return readItems(form, body);
    case 'decision-tree':
      return readTree(body);
    case 'video':
      return readVideo(body, values);
    case 'template':
      return { content: { form }, faults: templateFaults(body) };
    case 'story':
      return { content: { form, who: values.who ?? '' }, faults: storyFaults(body) };
    case 'session':
      return { content: readSession(values), faults: [] };
  }
}

function readItems(form: ListContent['form'], body: string): ReadContent {
  const { before, list, after } = readList(body);
  const items = list?.items ?? [];
  const faults: ShapeFault[] = [];
  const expect = (isSo: boolean, line: number, message: string): void => {
    if (!isSo) faults.push({ line, message });
  };
  const isSteps = form === 'steps';
  const named = isSteps ? 'a numbered list (1. 2. 3.)' : 'a list (lines that begin with -)';
  const first = items[0]?.line ?? 0;
  expect(list !== null, 0, `${form} needs ${named}: the things to do, one on each line`);
  if (list !== null) {
    expect(
      list.ordered === isSteps,
      first,
      isSteps
        ? 'the steps are numbered: 1. 2. 3.'
        : 'a checklist has no order, so its lines begin with -; use `form: steps` where the order counts',
    );
    expect(
      items.length >= 2 && items.length <= mostItems,
      first,
      `${items.length} ${items.length === 1 ? 'item' : 'items'}; ${form} has 2 to ${mostItems}`,
    );
    expect(
      readList(after).list === null,
      body.split('\n').length - 1,
      `${form} has one list; put the second one into a guide of its own`,
    );
  }
  for (const item of items) {
    expect(
      item.items.length === 0,
      item.items[0]?.line ?? item.line,
      'a list inside a list; an item is one line here',
    );
    expect(
      !/```|~~~/.test(item.text),
      item.line,
      'a code block inside an item; an item is one line, with `code` in single backticks',
    );
  }
  return { content: { form, before, items: items.map(({ text }) => text), after }, faults };
}

function readTree(body: string): ReadContent {
  const { before, list, after } = readList(body);
  const faults: ShapeFault[] = [];
  const fault = (line: number, message: string): void => void faults.push({ line, message });
  if (list === null)
    fault(0, 'a decision tree is a question and below it a list of answers: - **Yes**: what to do then');
  else if (!isQuestion(before))
    fault(0, 'the text before the answers ends with the first question and its question mark');

  function read(items: readonly ListItem[], depth: number): Answer[] {
    const first = items[0]?.line ?? 0;
    if (items.length < 2 || items.length > mostAnswers)
      fault(
        first,
        `${items.length} ${items.length === 1 ? 'answer' : 'answers'}; a question has 2 to ${mostAnswers}`,
      );
    if (depth > deepestTree)
      fault(first, `questions go at most ${deepestTree} deep; link to a guide of its own instead`);
    return items.map((item) => {
      const [, answer = '', then = ''] =
        /^(.+?): +(.+)$/.exec(
          item.text.replace(/^(\*\*|__)(.+?)\1:/, '$2:').replace(/^(\*\*|__)(.+?):\1/, '$2:'),
        ) ?? [];
      const words = { answer: answer.replace(/\*\*|__/g, '').trim(), outcome: then.trim() };
      if (answer === '')
        fault(
          item.line,
          'expected an answer, a colon, and what to do then or the next question: - **Yes**: …',
        );
      else if (/[`<>[\]]|\{\{/.test(answer))
        fault(item.line, 'an answer is plain words; links, code and slots stand behind its colon');
      else if (item.items.length > 0 && !isQuestion(then))
        fault(item.line, 'answers follow, so a question and its question mark must stand behind the colon');
      else if (item.items.length === 0 && isQuestion(then))
        fault(item.line, 'this asks a question and has no answers; put them below it, indented');
      return { ...words, answers: item.items.length === 0 ? [] : read(item.items, depth + 1) };
    });
  }
  const answers = list === null ? [] : read(list.items, 1);
  return { content: { form: 'decision-tree', question: before, answers, after }, faults };
}

function isQuestion(text: string): boolean {
  return /[?？؟;]["”*_)]*$/.test(text.trim());
}

const fewestAlternative = 15;

function readVideo(body: string, { watch = '', length = 0 }: FrontMatterValues): ReadContent {
  const [shows = '', ...rest] = body.split(/\n[ \t]*\n/);
  const alternative = rest.join('\n\n').trim();
  const isThere =
    alternative.split(/\s+/).length >= fewestAlternative || /[\u3000-\uffff]{20}/.test(alternative);
  const faults = isThere
    ? []
    : [
        {
          line: 0,
          message:
            'after a first paragraph on what the video shows, say in words what one learns from it, for those who cannot watch or hear it',
        },
      ];
  return {
    content: { form: 'video', shows: shows.trim(), alternative, url: watch, lengthMs: length },
    faults,
  };
}

function templateFaults(body: string): ShapeFault[] {
  const fences = body.split('\n').flatMap((line, at) => (/^(```|~~~)/.test(line) ? [at] : []));
  if (fences.length === 2) return [];
  const message =
    fences.length === 0
      ? 'a template has one code block, three backticks before and after it: the text to copy'
      : 'a template has exactly one code block, opened and closed: the text to copy';
  return [{ line: fences[2] ?? 0, message }];
}

function storyFaults(body: string): ShapeFault[] {
  const paragraphs = body.split(/\n[ \t]*\n/).filter((part) => part.trim() !== '');
  return paragraphs.length >= 2
    ? []
    : [{ line: 0, message: 'a story has two paragraphs at least: what somebody did, and how it went' }];
}

function readSession({ when = '', lasts, where = '', join = '' }: FrontMatterValues): Content {
  const time = parseSessionTime(when, lasts) ?? { kind: 'words', words: when };
  return { form: 'session', when: time, where, join };
}
