import type { Reason, ReasonCode } from '../../model/reason.ts';

const codes: readonly ReasonCode[] = ['outside_event_came', 'date_came', 'calendar_event_near'];

/** Whether an offer is an announcement, by its reasons: it came because of nobody, and nobody needs to stop it. */
export function isToldToEverybody(because: readonly Reason[]): boolean {
  return because.some(({ code }) => codes.includes(code));
}
