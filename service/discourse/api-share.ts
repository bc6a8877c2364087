import { createCircuit } from './circuit.ts';
import type { Circuit, CircuitHealth, CircuitReport, Claim } from './circuit.ts';
import { DiscourseError } from './discourse-error.ts';
import type { DiscourseErrorCode } from './discourse-error.ts';
import type { CallKind, CallOutcome, Priority, ShareLedger } from './share-ledger.ts';
import { createWaitingLine } from './waiting-line.ts';

export interface Slot {
  /** Always call it, once, also when the call failed; a second call does nothing. */
  finish(outcome: CallOutcome, report: CircuitReport): Promise<void>;
}

export interface TakeOptions {
  kind?: CallKind;
  signal?: AbortSignal | undefined;
  /** Default 20 s, so that waiting and a call of 30 s fit into a lease of 90 s. */
  maxWaitMs?: number | undefined;
}

/** The forum's API, shared out: strict priority within this process and, through the ledger, between processes. */
export interface ApiShare {
  /**
   * Waits for a turn.
   * @throws DiscourseError `no_share` when `maxWaitMs` is over, `circuit_open` while the forum is ill, `cancelled`
   * by the signal; all of them are `later` with `retryAfterMs`, nothing was sent.
   */
  take(priority: Priority, options?: TakeOptions): Promise<Slot>;
  /** For calls without the key: they cost no share, but an ill forum is spared them too. */
  takeUncounted(): Slot;
  /** The key has proved alive: what was refused was refused for another reason. */
  forgetRefusals(): void;
  health(): ApiShareHealth;
}

export interface ApiShareHealth {
  circuit: CircuitHealth;
  waiting: Readonly<Record<Priority, number>>;
  inFlight: number;
}

export interface ApiShareDeps {
  ledger: ShareLedger;
  /** Names this process among all that share the ledger. */
  process: string;
  now?: () => number;
  circuit?: Circuit;
}

const DEFAULT_WAIT_MS = 20_000;

/** Hands out the right to call one forum. One per forum and process. */
export function createApiShare(deps: ApiShareDeps): ApiShare {
  const now = deps.now ?? Date.now;
  const { ledger, process, circuit = createCircuit(now) } = deps;
  const line = createWaitingLine({ ledger, process, now });
  let inFlight = 0;

  function open(claim: Claim, finishInLedger: (outcome: CallOutcome) => Promise<void>): Slot {
    inFlight += 1;
    let isFinished = false;
    return {
      async finish(outcome, report) {
        if (isFinished) return;
        isFinished = true;
        inFlight -= 1;
        circuit.report(report, claim);
        await finishInLedger(outcome);
      },
    };
  }

  function refuseWhileIll(): void {
    const closedForMs = circuit.closedForMs();
    if (closedForMs > 0) throw notSent('circuit_open', closedForMs);
  }

  return {
    async take(priority, { kind = 'call', signal, maxWaitMs = DEFAULT_WAIT_MS } = {}) {
      refuseWhileIll();
      const waited = await line.wait({ priority, kind, signal, maxWaitMs });
      if (waited.outcome === 'too_long') throw notSent('no_share', waited.retryInMs);
      if (waited.outcome === 'cancelled') throw notSent('cancelled', 0);
      if (waited.outcome === 'broken') throw notSent('no_share', 1_000, waited.cause);
      const claim = circuit.claim();
      if (claim) return open(claim, (outcome) => ledger.finish(waited.slotId, outcome));
      await ledger.finish(waited.slotId, { status: null, retryAfterMs: null, limit: null });
      throw notSent('circuit_open', Math.max(1_000, circuit.closedForMs()));
    },

    takeUncounted() {
      refuseWhileIll();
      const claim = circuit.claim();
      if (!claim) throw notSent('circuit_open', 1_000);
      return open(claim, async ({ limit, retryAfterMs }) => {
        // The limit by address that an anonymous call ran into holds for calls with a key as well.
        if (limit !== null) await ledger.block(retryAfterMs ?? 10_000, 'site');
      });
    },

    forgetRefusals: () => circuit.forgetRefusals(),
    health: () => ({ circuit: circuit.health(), waiting: line.lengths(), inFlight }),
  };
}

function notSent(code: DiscourseErrorCode, retryAfterMs: number, cause?: unknown): DiscourseError {
  const fields = {
    code,
    retry: 'later',
    retryAfterMs,
    status: null,
    errorType: null,
    route: 'not sent',
    pausesForum: false,
  } as const;
  return new DiscourseError(fields, cause === undefined ? undefined : { cause });
}
