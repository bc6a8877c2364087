import type { Evidence, Reason } from '../../model/decision.ts';
import type { Rule } from '../../rulebook/rule.ts';
import type { Term } from '../../rulebook/text/term.ts';
import { reason } from './check.ts';
import type { FoundTerms } from '../matching/find-terms.ts';

export type TextMatch = { matched: true; evidence: Evidence[] } | { matched: false; because: Reason };

/** Whether what was found in a post is what the rule asks for. A rule without `text` matches, with no evidence. */
export function testText({ text }: Pick<Rule, 'text'>, found: FoundTerms): TextMatch {
  if (text === null) return { matched: true, evidence: [] };
  for (const term of text.none) {
    if (found.places.has(term)) return no(reason('text_excluded', { phrase: term.written }));
    if (found.mayHide(term)) return no(reason('text_too_long', { phrase: term.written }));
  }
  const evidence: Evidence[] = [];
  for (const { terms, titleOnly } of wishes(text)) {
    const met = terms
      .flatMap((term) => found.places.get(term) ?? [])
      .filter(({ part }) => !titleOnly || part === 'title');
    if (met.length === 0) return no(notMet(terms, titleOnly, found));
    evidence.push(...met);
  }
  return { matched: true, evidence: inOrder(evidence) };
}

function wishes(text: NonNullable<Rule['text']>): { terms: readonly Term[]; titleOnly: boolean }[] {
  const ofAll = text.all.map((term) => ({ terms: [term], titleOnly: false }));
  const ofLists = [text.any, text.near, text.code, text.quoted].map((terms) => ({ terms, titleOnly: false }));
  return [...ofLists, { terms: text.title, titleOnly: true }, ...ofAll].filter(
    ({ terms }) => terms.length > 0,
  );
}

function notMet(terms: readonly Term[], titleOnly: boolean, found: FoundTerms): Reason {
  const hidden = terms.find((term) => found.mayHide(term));
  if (hidden !== undefined) return reason('text_too_long', { phrase: hidden.written });
  const phrases = terms
    .slice(0, 5)
    .map(({ written }) => written)
    .join(', ');
  return reason('text_not_matched', { phrases, titleOnly });
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
