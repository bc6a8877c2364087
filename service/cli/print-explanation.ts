import type { Evidence, Reason } from '../model/decision.ts';
import { quoteWords } from '../engine/explaining/quote-words.ts';
import { sayChanges } from '../engine/explaining/say-change.ts';
import { sayReason } from '../engine/explaining/say-reason.ts';
import { valueNames } from '../engine/texts/value-names.ts';

export interface RuleAnswer {
  rule: string;
  file: string | null;
  verdict: string;
  because: readonly Reason[];
  evidence: readonly Evidence[];
  limits: readonly { scope: string; used: number; limit: number }[];
  /** The post, where its text is at hand, so that the member's own words are shown. */
  post?: { title: string; raw: string };
}

/** A reason by the clock of whoever sits at the terminal. */
export function sayHere(reason: Reason): string {
  return sayReason(reason, 'en', zoneHere());
}

export function zoneHere(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** One rule's answer as lines for a terminal: the verdict, every reason, what would have to differ, limits. */
export function printAnswer(answer: RuleAnswer): string {
  const { rule, file, verdict, limits } = answer;
  const because = quoteWords(answer.because, answer.evidence, answer.post ?? null);
  const changes = verdict === 'offer' ? [] : sayChanges(because);
  // What the post lacks is said by what it would have to say; twice the same list reads badly.
  const said = changes.length === 0 ? because : because.filter(({ code }) => code !== 'text_not_matched');
  return [
    `${verdict === 'offer' ? '✓' : '·'} ${rule}: ${verdict}${file === null ? '' : `   (${file})`}`,
    ...said.map((one) => `    ${sayHere(one)}`),
    ...(changes.length === 0 ? [] : [`    It would fire if ${changes.join(', and if ')}.`]),
    ...(limits.length === 0 ? [] : [`    Limits: ${limits.map(left).join(' · ')}`]),
  ].join('\n');
}

function left({ scope, used, limit }: RuleAnswer['limits'][number]): string {
  return `${valueNames.en[scope] ?? scope} ${Math.max(0, limit - used)} of ${limit} left`;
}

/** The text with what was found in it between marks. */
export function markEvidence(text: string, evidence: readonly Evidence[], part: Evidence['part']): string {
  let marked = '';
  let done = 0;
  const places = evidence.filter((one) => one.part === part).toSorted((a, b) => a.start - b.start);
  for (const { start, end } of places) {
    if (start < done) continue;
    marked += `${text.slice(done, start)}»${text.slice(start, end)}«`;
    done = end;
  }
  return marked + text.slice(done);
}
