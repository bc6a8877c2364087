import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';

/** The right to work on one row for a while. Postgres' clock decides when it is over. */
export interface Lease {
  token: string;
  forMs: number;
}

export function newLease(forMs: number): Lease {
  return { token: randomUUID(), forMs };
}

/** The columns that give a row to the holder of the lease. */
export function leaseFor(lease: Lease) {
  return { lease: lease.token, leaseUntil: sql<Date>`now() + ${lease.forMs} * interval '1 millisecond'` };
}

/** Nobody works on the row: it was never leased, was given back, or its worker has died. */
export const isFree = sql<boolean>`(lease_until is null or lease_until < now())`;
