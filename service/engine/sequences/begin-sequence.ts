import type { Reason, SequenceBegin } from '../../model/decision.ts';
import type { Rule } from '../../rulebook/rule.ts';
import type { AnswerableEvent } from '../answerable-event.ts';
import { reason } from '../conditions/check.ts';
import { occasionOf } from '../planning/occasion-of.ts';

/** The place of a member who begins a sequence now: before its first step. Null: the rule is none, or has begun already. */
export function beginSequence(
  { steps }: Rule,
  event: AnswerableEvent,
): { begins: SequenceBegin; because: Reason } | null {
  const [first] = steps;
  if (first === undefined || event.kind === 'sequence.step') return null;
  const dueAt = new Date(event.occurredAt.getTime() + first.waitMs);
  return {
    begins: { step: first.id, dueAt, occasion: occasionOf(event) },
    because: reason('sequence_begun', { step: first.id, until: dueAt.toISOString() }),
  };
}
