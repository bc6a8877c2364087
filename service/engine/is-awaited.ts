import type { EventKind } from '../model/event.ts';
import type { Rulebook } from '../rulebook/rulebook.ts';
import { triggersOf } from './triggers/matchers.ts';

/** Whether any rule above draft waits for events of this kind. */
export function isAwaited({ rulesByTrigger }: Pick<Rulebook, 'rulesByTrigger'>, kind: EventKind): boolean {
  // A step belongs to whatever began its sequence.
  if (kind === 'sequence.step') return true;
  return triggersOf(kind).some((trigger) =>
    rulesByTrigger.get(trigger)?.some(({ rollout }) => rollout !== 'draft'),
  );
}
