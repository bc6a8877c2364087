import { randomBytes } from 'node:crypto';
import type { Connection } from '../../connect/connection-file.ts';

export interface ChosenSecret {
  secret: string;
  /** Good still, while the other takes its place. */
  previous: string | null;
  previousName: string;
}

/** The secret in force, or a new one, and what was good before it while a change is under way. */
export function chooseSecret(
  kept: Connection,
  name: 'WEBHOOK_SECRET' | 'DISCOURSE_CONNECT_SECRET',
  { newSecrets = false, dropPrevious = false }: { newSecrets?: boolean; dropPrevious?: boolean },
): ChosenSecret {
  const previousName = `${name}_PREVIOUS`;
  const present = longEnough(kept[name]);
  if (newSecrets && present !== undefined) return { secret: newSecret(), previous: present, previousName };
  const previous = dropPrevious ? null : (kept[previousName] ?? null);
  return { secret: present ?? newSecret(), previous, previousName };
}

function newSecret(): string {
  return randomBytes(32).toString('hex');
}

function longEnough(secret: string | undefined): string | undefined {
  return secret !== undefined && secret.length >= 32 ? secret : undefined;
}
