import type { Evidence, Reason } from '../../model/decision.ts';
import type { Rule } from '../../rulebook/rule.ts';
import { reason } from '../conditions/check.ts';

/** What a decision keeps of a text: of a rule for hard moments that words were found, and neither which nor where. */
export function withoutWords<Decided extends { because: readonly Reason[]; evidence: readonly Evidence[] }>(
  rule: Pick<Rule, 'kind'>,
  decided: Decided,
): Decided {
  if (rule.kind !== 'care') return decided;
  const because = decided.because
    .filter(({ values }) => values?.['phrase'] === undefined)
    .map(({ code, values }) =>
      values?.['words'] === undefined
        ? { code, ...(values && { values }) }
        : reason(code, { ...values, words: '…' }),
    );
  const hadWords = because.length < decided.because.length;
  return {
    ...decided,
    evidence: [],
    because: hadWords ? [reason('care_words_found'), ...because] : because,
  };
}
