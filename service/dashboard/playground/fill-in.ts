import { postId, ruleId } from '../../model/ids.ts';
import { addCase } from '../../rulebook/add-case.ts';
import type { Rulebook } from '../../rulebook/rulebook.ts';
import type { PagesDeps } from '../serve-pages.ts';
import { answeredByDraft, firstDraft } from './first-draft.ts';
import type { Playground } from './port.ts';
import { type Does, type Question, limits } from './question.ts';

export interface FillInDeps extends PagesDeps {
  playground: Playground;
}

/** What became of a button that fills something in. */
export type Filled = { question: Question; said: 'added' | 'cannot' | 'empty' | null };

/** Does what a button of the page asks: fills in a post, a rule, or a case. Nothing leaves the page. */
export async function fillIn(deps: FillInDeps, question: Question, does: Does): Promise<Filled> {
  switch (does) {
    case 'look':
      return { question, said: null };
    case 'use':
      return { question: await withPost(deps, question), said: null };
    case 'load':
      return {
        question: isNew(question) ? withDraft(deps, question) : await withRule(deps, question),
        said: null,
      };
    case 'fill':
      return { question: await withWords(deps, question), said: null };
    case 'add':
      return withCase(question);
  }
}

/** The chosen post as it was written, its author as the member. */
export async function withPost(
  { reports, forum, playground }: FillInDeps,
  question: Question,
): Promise<Question> {
  const kept = question.post === '' ? null : await reports.keptPost(forum, postId(Number(question.post)));
  if (kept === null) return question;
  const { post } = kept.event;
  const slugs = await playground.categorySlugs(kept.event);
  return {
    ...question,
    title: post.title,
    text: post.raw,
    category: slugs.known ? slugs.value.join(', ') : '',
    tags: kept.tags.known ? kept.tags.value.join(', ') : '',
    opens: post.number === 1,
    as: post.authorName,
  };
}

/** The file of the chosen rule, as the version in force holds it. */
export async function withRule(deps: FillInDeps, question: Question): Promise<Question> {
  const rulebook: Rulebook | null = deps.rulebook();
  const rule = rulebook?.rules.get(ruleId(question.rule));
  if (!rulebook || !rule) return { ...question, rule: '' };
  const yaml = await deps.reports.ruleFile(rulebook.version, rule.file);
  return { ...question, path: rule.file, yaml: yaml ?? question.yaml };
}

/** Nothing chosen and nothing written: somebody begins. */
export function isNew({ rule, yaml }: Question): boolean {
  return rule === '' && yaml.trim() === '';
}

/** A rule to begin with and, where no post is chosen or written either, one that it answers. */
export function withDraft(deps: FillInDeps, question: Question): Question {
  const text = question.post === '' && question.text === '' ? answeredByDraft : question.text;
  return { ...question, path: '', yaml: firstDraft(deps.rulebook()), text };
}

async function withWords(deps: FillInDeps, question: Question): Promise<Question> {
  if (!question.caseUsesPost || question.caseOf === '') return question;
  const kept = await deps.reports.keptPost(deps.forum, postId(Number(question.caseOf)));
  return kept === null ? question : { ...question, caseWords: kept.event.post.raw.slice(0, limits.text) };
}

function withCase(question: Question): Filled {
  if (question.caseWords.trim() === '') return { question, said: 'empty' };
  const yaml = addCase(question.yaml, {
    list: 'silent',
    title: '',
    text: question.caseWords.trim(),
    category: null,
  });
  if (yaml === null) return { question, said: 'cannot' };
  return { question: { ...question, yaml, caseOf: '', caseWords: '', caseUsesPost: false }, said: 'added' };
}
