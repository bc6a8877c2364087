import type { Channel } from '../../model/decision.ts';
import type { Trigger } from '../triggers/triggers.ts';
import { triggerRow } from '../triggers/triggers.ts';

/**
 * Where a rule's offers appear: as it says, else a card, else a reply. A message reaches into somebody's inbox, so no rule
 * sends one without saying so; an announcement is a reply in its topic.
 */
export function waysOf({ on, as }: { on: Trigger; as?: readonly Channel[] | undefined }): readonly Channel[] {
  if (as !== undefined) return as;
  return triggerRow(on).place === 'announcement' ? ['reply'] : ['card', 'reply'];
}
