import type { DashboardRole } from '../../model/dashboard-role.ts';

type Because = 'foreign' | 'stale' | 'role';

/** Why a request was refused; the error page puts it into words. */
export class Refusal extends Error {
  override name = 'Refusal';
  readonly statusCode = 403;
  readonly code = 'REFUSED';
  readonly because: Because;
  /** Of these roles one would have been needed. */
  readonly needed: readonly DashboardRole[];

  constructor(because: Because, needed: readonly DashboardRole[] = []) {
    super(`refused: ${because}`);
    this.because = because;
    this.needed = needed;
  }
}
