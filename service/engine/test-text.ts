import type { Evidence, Reason } from '../model/decision.ts';
import type { Rule } from '../rulebook/rule.ts';
import type { FoundPhrases } from './find-phrases.ts';

export type TextMatch = { matched: true; evidence: Evidence[] } | { matched: false; because: Reason };

/** Whether the phrases found in a post are what the rule asks for. A rule without `text` matches, with no evidence. */
export function testText({ text }: Pick<Rule, 'text'>, found: FoundPhrases): TextMatch {
  if (text === null) return { matched: true, evidence: [] };
  const excluded = text.none.find((phrase) => found.has(phrase));
  if (excluded !== undefined)
    return { matched: false, because: { code: 'text_excluded', values: { phrase: excluded } } };
  const wishes = [
    { phrases: text.any, titleOnly: false },
    { phrases: text.title, titleOnly: true },
    ...text.all.map((phrase) => ({ phrases: [phrase], titleOnly: false })),
  ].filter(({ phrases }) => phrases.length > 0);
  const evidence: Evidence[] = [];
  for (const { phrases, titleOnly } of wishes) {
    const met = phrases
      .flatMap((phrase) => found.get(phrase) ?? [])
      .filter(({ part }) => !titleOnly || part === 'title');
    if (met.length === 0) {
      return {
        matched: false,
        because: { code: 'text_not_matched', values: { phrases: phrases.slice(0, 5).join(', '), titleOnly } },
      };
    }
    evidence.push(...met);
  }
  return { matched: true, evidence: inOrder(evidence) };
}

/** Title first, then by place; each place once. */
function inOrder(evidence: readonly Evidence[]): Evidence[] {
  const places = new Map(evidence.map((found) => [`${found.part}:${found.start}:${found.end}`, found]));
  const rank = ({ part, start }: Evidence): number => (part === 'title' ? start : start + 1e9);
  return [...places.values()].toSorted((a, b) => rank(a) - rank(b));
}
