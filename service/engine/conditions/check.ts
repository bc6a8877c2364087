import type { Reason, ReasonCode } from '../../model/decision.ts';

/** The answer of one condition. `unknown` is never taken for yes. */
export type Check = { answer: 'yes' } | { answer: 'no' | 'unknown'; because: Reason };

export const yes: Check = { answer: 'yes' };

export function no(code: ReasonCode, values?: Reason['values']): Check {
  return { answer: 'no', because: reason(code, values) };
}

export function cannotTell(code: ReasonCode, values?: Reason['values']): Check {
  return { answer: 'unknown', because: reason(code, values) };
}

export function reason(code: ReasonCode, values?: Reason['values']): Reason {
  return values === undefined ? { code } : { code, values };
}

/** The reasons of all conditions that are not met, or of those only that answer as given. */
export function objections(checks: readonly Check[], answer?: 'no' | 'unknown'): Reason[] {
  const against: Reason[] = [];
  for (const check of checks)
    if (check.answer !== 'yes' && (answer === undefined || check.answer === answer))
      against.push(check.because);
  return against;
}
