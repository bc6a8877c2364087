/** How well the forum answers. `open`: calls fail at once; `half_open`: one call is let through to see. */
export interface CircuitHealth {
  state: 'closed' | 'open' | 'half_open';
  failuresInARow: number;
  /** While open: in how long the next call is let through. */
  opensAgainInMs: number;
  /** Answers 403 in a row; three are taken for a revoked or mistyped key. */
  refusalsInARow: number;
}
