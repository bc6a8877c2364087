import { sql } from 'kysely';
import type { Reason, SequenceBegin } from '../model/decision.ts';
import { type ForumId, type MemberId, type RuleId, memberId, ruleId } from '../model/ids.ts';
import type { Trx } from './database.ts';

/** Where a member stands in a sequence. */
export interface SequencePlace {
  rule: RuleId;
  member: MemberId;
  occasion: string;
  /** The step that comes next. */
  step: string;
  doneSteps: readonly string[];
  dueAt: Date;
}

/** What became of a place whose step has come. */
export type NextPlace =
  | { state: 'going'; step: string; done: string; waitMs: number }
  | { state: 'done'; done: string }
  | { state: 'stopped'; because: Reason };

export function createSequenceStore() {
  return {
    /** Puts a member before the first step; nothing happens while they are on this sequence, or have been for this reason. */
    async begin(
      trx: Trx,
      forum: ForumId,
      place: { rule: RuleId; member: MemberId; begins: SequenceBegin },
    ): Promise<void> {
      const { step, dueAt, occasion } = place.begins;
      await sql`
        insert into sequence_place (forum_id, rule_id, member_id, occasion, step, due_at)
        select ${forum}, ${place.rule}, ${place.member}::int, ${occasion}, ${step}, ${dueAt}
        where not exists (
          select from sequence_place
          where forum_id = ${forum} and rule_id = ${place.rule} and member_id = ${place.member} and state = 'going')
        on conflict do nothing`.execute(trx);
    },

    /** Places whose step has come, locked until the transaction ends; those that another process holds are left out. */
    async takeDue(trx: Trx, forum: ForumId, limit: number): Promise<SequencePlace[]> {
      const rows = await trx
        .selectFrom('sequencePlace')
        .select(['ruleId', 'memberId', 'occasion', 'step', 'doneSteps', 'dueAt'])
        .where('forumId', '=', forum)
        .where('state', '=', 'going')
        .where('dueAt', '<=', sql<Date>`now()`)
        .orderBy('dueAt')
        .limit(limit)
        .forUpdate()
        .skipLocked()
        .execute();
      return rows.map(({ ruleId: rule, memberId: member, ...place }) => ({
        ...place,
        rule: ruleId(rule),
        member: memberId(member),
      }));
    },

    /** Moves a place on; the next step's wait counts from now, so that none is hurried after an outage. */
    async moveOn(trx: Trx, forum: ForumId, place: SequencePlace, next: NextPlace): Promise<void> {
      await trx
        .updateTable('sequencePlace')
        .set({
          state: next.state,
          changedAt: sql<Date>`now()`,
          ...(next.state === 'stopped'
            ? { because: JSON.stringify([next.because]) }
            : { doneSteps: [...place.doneSteps, next.done] }),
          ...(next.state === 'going'
            ? { step: next.step, dueAt: sql<Date>`now() + ${next.waitMs} * interval '1 millisecond'` }
            : {}),
        })
        .where('forumId', '=', forum)
        .where('ruleId', '=', place.rule)
        .where('memberId', '=', place.member)
        .where('occasion', '=', place.occasion)
        .execute();
    },

    /** The goal is reached: no further step comes. */
    async reachGoal(
      trx: Trx,
      forum: ForumId,
      place: { rule: RuleId; member: MemberId; occasion: string; because: Reason },
    ): Promise<void> {
      await trx
        .updateTable('sequencePlace')
        .set({ state: 'reached', because: JSON.stringify([place.because]), changedAt: sql<Date>`now()` })
        .where('forumId', '=', forum)
        .where('ruleId', '=', place.rule)
        .where('memberId', '=', place.member)
        .where('occasion', '=', place.occasion)
        .where('state', 'in', ['going', 'done'])
        .execute();
    },

    /** A member who is gone is on no way any more. */
    async forget(trx: Trx, forum: ForumId, member: MemberId): Promise<void> {
      await trx
        .deleteFrom('sequencePlace')
        .where('forumId', '=', forum)
        .where('memberId', '=', member)
        .execute();
    },
  };
}

export type SequenceStore = ReturnType<typeof createSequenceStore>;
