/** How well the forum answers. `open`: calls fail at once; `half_open`: one call is let through to see. */
export interface CircuitHealth {
  state: 'closed' | 'open' | 'half_open';
  failuresInARow: number;
  /** While open: in how long the next call is let through. */
  opensAgainInMs: number;
  /** Answers 403 in a row; three are taken for a revoked or mistyped key, unless the key proves alive. */
  refusalsInARow: number;
}

export interface CircuitSettings {
  failuresToOpen: number;
  firstPauseMs: number;
  longestPauseMs: number;
}

export const defaultCircuitSettings: CircuitSettings = {
  failuresToOpen: 5,
  firstPauseMs: 5_000,
  longestPauseMs: 60_000,
};

/** `reached`: answered without the key, which says nothing of the key. */
export type CircuitReport = 'answered' | 'reached' | 'refused' | 'failed' | 'no_verdict';

/** The right to one call; handed back with its report, so that no other call's report is taken for it. */
export interface Claim {
  isProbe: boolean;
}

export interface Circuit {
  /** How long nothing will be let through; 0 means a call may go. Changes nothing. */
  closedForMs(): number;
  /** Claims the right to call, or null: while the forum is ill only one caller at a time has it. Report on every claim. */
  claim(): Claim | null;
  report(report: CircuitReport, claim: Claim): void;
  /** The key has proved alive. */
  forgetRefusals(): void;
  health(): CircuitHealth;
}

/** Spares an ill forum: after some failures in a row nothing is sent but one probe at a time, at growing distances. */
export function createCircuit(
  now: () => number,
  settings: CircuitSettings = defaultCircuitSettings,
): Circuit {
  let failuresInARow = 0;
  let refusalsInARow = 0;
  let pauseMs = 0;
  let openUntil = 0;
  let probe: Claim | null = null;

  const isIll = () => failuresInARow >= settings.failuresToOpen;
  const leftMs = () => Math.max(0, openUntil - now());

  return {
    closedForMs() {
      if (!isIll()) return 0;
      // While a probe is out, its answer decides; a second later is a good time to ask.
      return probe ? Math.max(1_000, leftMs()) : leftMs();
    },
    claim() {
      if (!isIll()) return { isProbe: false };
      if (probe || leftMs() > 0) return null;
      probe = { isProbe: true };
      return probe;
    },
    report(report, claim) {
      const wasProbing = claim === probe;
      if (wasProbing) probe = null;
      if (report === 'no_verdict') return;
      if (report === 'failed') {
        const wasIll = isIll();
        failuresInARow += 1;
        // Calls that were under way when it opened say nothing new.
        if (!isIll() || (wasIll && !wasProbing)) return;
        pauseMs = Math.min(settings.longestPauseMs, Math.max(settings.firstPauseMs, pauseMs * 2));
        openUntil = now() + pauseMs;
        return;
      }
      failuresInARow = 0;
      pauseMs = 0;
      if (report === 'refused') refusalsInARow += 1;
      if (report === 'answered') refusalsInARow = 0;
    },
    forgetRefusals() {
      refusalsInARow = 0;
    },
    health() {
      if (!isIll()) return { state: 'closed', failuresInARow, opensAgainInMs: 0, refusalsInARow };
      const state = probe || leftMs() === 0 ? 'half_open' : 'open';
      return { state, failuresInARow, opensAgainInMs: leftMs(), refusalsInARow };
    },
  };
}
