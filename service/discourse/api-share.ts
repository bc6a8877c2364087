import type { CircuitHealth } from './circuit.ts';
import type { CallKind, CallOutcome, Priority } from './share-ledger.ts';

export interface Slot {
  /** Always call it, once, also when the call failed; a second call does nothing. */
  finish(outcome: CallOutcome & { failed: boolean }): Promise<void>;
}

export interface TakeOptions {
  kind?: CallKind;
  signal?: AbortSignal | undefined;
  /** Default 20 s, so that waiting and a call of 30 s fit into a lease of 90 s. */
  maxWaitMs?: number;
}

/** The forum's API, shared out: strict priority within this process and, through the ledger, between processes. */
export interface ApiShare {
  /**
   * Waits for a turn.
   * @throws DiscourseError `no_share` when `maxWaitMs` is over, `circuit_open` while the forum is ill, `cancelled`
   * by the signal; all of them are `later` with `retryAfterMs`, nothing was sent.
   */
  take(priority: Priority, options?: TakeOptions): Promise<Slot>;
  health(): ApiShareHealth;
}

export interface ApiShareHealth {
  circuit: CircuitHealth;
  waiting: Readonly<Record<Priority, number>>;
  inFlight: number;
}
