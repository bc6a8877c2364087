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

export type CircuitReport = 'answered' | 'refused' | 'failed' | 'no_verdict';

export interface Circuit {
  /** How long nothing will be let through; 0 means a call may go. Changes nothing. */
  closedForMs(): number;
  /** Claims the right to call; while the forum is ill only one caller at a time has it. Report on every claim. */
  claim(): boolean;
  report(report: CircuitReport): void;
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
  let probing = false;

  const isIll = () => failuresInARow >= settings.failuresToOpen;
  const leftMs = () => Math.max(0, openUntil - now());

  return {
    closedForMs() {
      if (!isIll()) return 0;
      // While a probe is out, its answer decides; a second later is a good time to ask.
      return probing ? Math.max(1_000, leftMs()) : leftMs();
    },
    claim() {
      if (!isIll()) return true;
      if (probing || leftMs() > 0) return false;
      probing = true;
      return true;
    },
    report(report) {
      const wasProbing = probing;
      probing = false;
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
      refusalsInARow = report === 'refused' ? refusalsInARow + 1 : 0;
    },
    health() {
      if (!isIll()) return { state: 'closed', failuresInARow, opensAgainInMs: 0, refusalsInARow };
      const state = probing || leftMs() === 0 ? 'half_open' : 'open';
      return { state, failuresInARow, opensAgainInMs: leftMs(), refusalsInARow };
    },
  };
}
