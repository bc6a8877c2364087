import { memberTriggers } from './member-triggers.ts';
import { postTriggers } from './post-triggers.ts';
import { timeTriggers } from './time-triggers.ts';
import type { TriggerRow } from './trigger-row.ts';

export type { TriggerRow, Withdrawal } from './trigger-row.ts';

/**
 * Every trigger. The engine has a matcher for each and does not compile without (`engine/triggers/matchers.ts`);
 * its line in `rules/README.md` and its example are held to this table by tests.
 */
export const triggers = { ...postTriggers, ...memberTriggers, ...timeTriggers } as const satisfies Record<
  string,
  TriggerRow
>;

export type Trigger = keyof typeof triggers;

export function isTrigger(name: string): name is Trigger {
  return Object.hasOwn(triggers, name);
}

/** The names in the table's order. */
export const triggerNames: readonly [Trigger, ...Trigger[]] = [
  'post.created',
  ...Object.keys(triggers)
    .filter(isTrigger)
    .filter((name) => name !== 'post.created'),
];

export function triggerRow(trigger: Trigger): TriggerRow {
  return triggers[trigger];
}
