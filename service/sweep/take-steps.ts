import { stepAfter, stepToTake } from '../engine/sequences/rule-at-step.ts';
import type { SequenceStep } from '../model/life-event.ts';
import type { EventId, ForumId } from '../model/ids.ts';
import type { Rulebook } from '../rulebook/rulebook.ts';
import type { Db } from '../storage/database.ts';
import type { EventStore } from '../storage/event-store.ts';
import type { NextPlace, SequencePlace, SequenceStore } from '../storage/sequence-store.ts';

export interface StepsDeps {
  db: Db;
  sequences: SequenceStore;
  events: Pick<EventStore, 'recordAll'>;
  rulebook(): Rulebook;
  wakeForEvents(ids: readonly EventId[]): void;
}

const batch = 200;

/**
 * Takes the members for whom the next step of a sequence has come: the step becomes an event, which is decided like any
 * other, and they stand before the one after it, in one transaction. Returns how many steps there were.
 */
export async function takeSteps(deps: StepsDeps, forum: ForumId, signal: AbortSignal): Promise<number> {
  let taken = 0;
  for (let found = batch; found === batch && !signal.aborted; taken += found) {
    const done = await takeBatch(deps, forum);
    found = done.found;
    if (done.told.length > 0) deps.wakeForEvents(done.told);
  }
  return taken;
}

async function takeBatch(deps: StepsDeps, forum: ForumId): Promise<{ found: number; told: EventId[] }> {
  const rulebook = deps.rulebook();
  return await deps.db.transaction().execute(async (trx) => {
    const places = await deps.sequences.takeDue(trx, forum, batch);
    const events: SequenceStep[] = [];
    for (const place of places) {
      const { next, event } = goOn(rulebook, forum, place);
      await deps.sequences.moveOn(trx, forum, place, next);
      if (event !== null) events.push(event);
    }
    return { found: places.length, told: await deps.events.recordAll(trx, events) };
  });
}

function goOn(
  rulebook: Rulebook,
  forum: ForumId,
  place: SequencePlace,
): { next: NextPlace; event: SequenceStep | null } {
  const rule = rulebook.rules.get(place.rule);
  if (rule === undefined || rule.steps.length === 0) {
    const because = { code: 'rule_gone', values: { rule: place.rule } } as const;
    return { next: { state: 'stopped', because }, event: null };
  }
  const step = stepToTake(rule.steps, place);
  if (step === null) {
    const because = { code: 'step_gone', values: { step: place.step } } as const;
    return { next: { state: 'stopped', because }, event: null };
  }
  const after = stepAfter(rule.steps, step);
  const event: SequenceStep = {
    kind: 'sequence.step',
    forum,
    logicalKey: `sequence_step:${rule.id}:${place.member}:${place.occasion}:${step.id}`,
    occurredAt: place.dueAt,
    source: 'sweep',
    memberId: place.member,
    rule: rule.id,
    step: step.id,
    occasion: place.occasion,
    post: null,
  };
  return {
    next:
      after === null
        ? { state: 'done', done: step.id }
        : { state: 'going', step: after.id, done: step.id, waitMs: after.waitMs },
    event,
  };
}
