import type { Evidence, Reason } from '../../model/decision.ts';
import type { CommunityEvent, EventKind } from '../../model/event.ts';
import type { Rule } from '../../rulebook/rule.ts';
import type { Site } from '../../rulebook/site.ts';
import { reason } from '../conditions/check.ts';
import type { LocalFacts } from '../local-facts.ts';

export interface TriggerInput {
  rule: Rule;
  local: LocalFacts;
  site: Site;
}

/** Whether an event is the moment that a rule waits for; nothing else of the rule is looked at. */
export type TriggerMatch =
  | { matched: true; because: Reason; evidence: readonly Evidence[] }
  | { matched: false; because: Reason };

export interface Matcher {
  /** Kinds of event it may match. */
  answers: readonly EventKind[];
  match(event: CommunityEvent, input: TriggerInput): TriggerMatch;
}

/** The member of the union that has this kind among its own. */
export type EventOf<Kind extends EventKind> = CommunityEvent extends infer Event
  ? Event extends { kind: infer Own }
    ? Kind extends Own
      ? Event
      : never
    : never
  : never;

/** A matcher for one kind of event. */
export function onKind<Kind extends EventKind>(
  kind: Kind,
  match: (event: EventOf<Kind>, input: TriggerInput) => TriggerMatch,
): Matcher {
  const isOurs = (event: CommunityEvent): event is CommunityEvent & EventOf<Kind> => event.kind === kind;
  return {
    answers: [kind],
    match: (event, input) => (isOurs(event) ? match(event, input) : anotherKind(event, input)),
  };
}

/** A matcher that asks no more than that it happened. */
export function whenever(kind: EventKind, because: Reason['code']): Matcher {
  const match = itIs(reason(because));
  return onKind(kind, () => match);
}

export function itIs(because: Reason, evidence: readonly Evidence[] = []): TriggerMatch {
  return { matched: true, because, evidence };
}

export function itIsNot(because: Reason): TriggerMatch {
  return { matched: false, because };
}

/** The right kind, and not the one that the rule names under `key`. */
export function anotherOne(
  key: string,
  expected: readonly (string | number)[],
  actual: string | number | null,
): TriggerMatch {
  return itIsNot(reason('trigger_details_not_matched', { key, expected: expected.join(', '), actual }));
}

export function anotherKind(event: CommunityEvent, { rule }: TriggerInput): TriggerMatch {
  return itIsNot(reason('trigger_not_matched', { expected: rule.trigger, actual: event.kind }));
}
