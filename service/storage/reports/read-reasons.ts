import type { Evidence } from '../../model/decision.ts';
import type { Reason } from '../../model/reason.ts';

/** Reasons as the stages wrote them; what has no code is left out. */
export function readReasons(stored: readonly unknown[]): Reason[] {
  return stored.filter((value): value is Reason => hasText(value, 'code'));
}

export function readEvidence(stored: readonly unknown[]): Evidence[] {
  return stored.filter((value): value is Evidence => hasText(value, 'phrase') && hasText(value, 'part'));
}

function hasText(value: unknown, key: string): boolean {
  return typeof value === 'object' && value !== null && typeof Reflect.get(value, key) === 'string';
}
