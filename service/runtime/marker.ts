import { randomUUID } from 'node:crypto';

/** What tells one reply of ours from every other text in the world. */
export function newMarker(): string {
  return randomUUID();
}
