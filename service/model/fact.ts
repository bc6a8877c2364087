/** Where a fact came from; shown beside it wherever a decision is explained. */
export type FactSource = 'webhook' | 'forum' | 'ledger' | 'plugin' | 'case';

/** Something we may or may not know of a member, post or topic. Unknown is never yes, and says why. */
export type Fact<T> = Known<T> | Unknown;
export interface Known<T> {
  known: true;
  value: T;
  source: FactSource;
  /** When it was true for the last time we looked. */
  at: Date;
}
export interface Unknown {
  known: false;
  why: string;
}

export function known<T>(value: T, source: FactSource, at: Date): Known<T> {
  return { known: true, value, source, at };
}

export function unknown(why: string): Unknown {
  return { known: false, why };
}

export function valueOr<T, Fallback>(fact: Fact<T>, fallback: Fallback): T | Fallback {
  return fact.known ? fact.value : fallback;
}
