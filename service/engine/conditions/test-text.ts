import type { Evidence, Reason } from '../../model/decision.ts';
import type { Rule } from '../../rulebook/rule.ts';
import type { Term } from '../../rulebook/text/term.ts';
import { reason } from './check.ts';
import type { FoundTerms } from '../matching/found-terms.ts';

export type TextMatch = { matched: true; evidence: Evidence[] } | { matched: false; because: Reason };

/** Whether what was found in a post is what the rule asks for. A rule without `text` matches, with no evidence. */
export function testText({ text }: Pick<Rule, 'text'>, found: FoundTerms): TextMatch {
  if (text === null) return { matched: true, evidence: [] };
  const excluded = excludedBy(text, found);
  if (excluded !== undefined) {
    if (found.has(excluded)) return no(excludedAt(excluded, found));
    return no(reason('text_too_long', { phrase: excluded.written }));
  }
  const asked = wishes(text);
  const unmet = asked.find((wish) => !isMet(wish, found));
  if (unmet !== undefined) return no(notMet(unmet, found));
  return { matched: true, evidence: inOrder(asked.flatMap((wish) => placesOf(wish, found))) };
}

/** The same without evidence: whether `testText` says that it matches. */
export function meetsText({ text }: Pick<Rule, 'text'>, found: FoundTerms): boolean {
  if (text === null) return true;
  return excludedBy(text, found) === undefined && wishes(text).every((wish) => isMet(wish, found));
}

/** One of its terms has to be there. */
interface Wish {
  terms: readonly Term[];
  titleOnly: boolean;
}

function wishes(text: NonNullable<Rule['text']>): Wish[] {
  const ofAll = text.all.map((term) => ({ terms: [term], titleOnly: false }));
  const ofLists = [text.any, text.near, text.code, text.quoted].map((terms) => ({ terms, titleOnly: false }));
  return [...ofLists, { terms: text.title, titleOnly: true }, ...ofAll].filter(
    ({ terms }) => terms.length > 0,
  );
}

/** The first term that has to be absent, and is there or may be. */
function excludedBy({ none }: NonNullable<Rule['text']>, found: FoundTerms): Term | undefined {
  return none.find((term) => found.has(term) || found.mayHide(term));
}

function isMet(wish: Wish, found: FoundTerms): boolean {
  if (wish.titleOnly) return placesOf(wish, found).length > 0;
  return wish.terms.some((term) => found.has(term));
}

function placesOf({ terms, titleOnly }: Wish, { places }: FoundTerms): Evidence[] {
  return terms.flatMap((term) => places.get(term) ?? []).filter(({ part }) => !titleOnly || part === 'title');
}

function notMet({ terms, titleOnly }: Wish, found: FoundTerms): Reason {
  const hidden = terms.find((term) => found.mayHide(term));
  if (hidden !== undefined) return reason('text_too_long', { phrase: hidden.written });
  const phrases = toName(terms)
    .map(({ written }) => written)
    .join('\n');
  return reason('text_not_matched', { phrases, total: terms.length, titleOnly });
}

/** All of a few, the first of many; what people can read before patterns. */
function toName(terms: readonly Term[]): readonly Term[] {
  const readable = terms.toSorted((a, b) => Number(a.kind === 'pattern') - Number(b.kind === 'pattern'));
  return terms.length <= mostNamed ? readable : readable.slice(0, namedOfMany);
}

const mostNamed = 4;
const namedOfMany = 3;

/** With its place, so that the member's own words can be shown as long as they are kept. */
function excludedAt(term: Term, { places }: FoundTerms): Reason {
  const { part = 'body', start = 0, end = 0 } = places.get(term)?.[0] ?? {};
  return reason('text_excluded', { phrase: term.written, part, start, end });
}

function no(because: Reason): TextMatch {
  return { matched: false, because };
}

/** Title first, then by place; each place once. */
function inOrder(evidence: readonly Evidence[]): Evidence[] {
  const places = new Map(evidence.map((found) => [`${found.part}:${found.start}:${found.end}`, found]));
  const rank = ({ part, start }: Evidence): number => (part === 'title' ? start : start + 1e9);
  return [...places.values()].toSorted((a, b) => rank(a) - rank(b));
}
