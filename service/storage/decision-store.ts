import type { Decision } from '../model/decision.ts';
import type { EventId, ForumId, RuleId } from '../model/ids.ts';
import type { Trx } from './database.ts';

export function createDecisionStore() {
  return {
    /** Writes the decisions of one event with the facts they rest on, never the text. `care`: rules whose decisions approvers alone see. */
    async write(
      trx: Trx,
      entry: {
        forum: ForumId;
        eventId: EventId;
        decisions: readonly Decision[];
        facts: object;
        care?: ReadonlySet<RuleId>;
      },
    ): Promise<void> {
      if (entry.decisions.length === 0) return;
      await trx
        .insertInto('decision')
        .values(
          entry.decisions.map((decision) => ({
            forumId: entry.forum,
            eventId: entry.eventId,
            ruleId: decision.rule,
            rulebook: decision.rulebook,
            rung: decision.rung,
            verdict: decision.verdict,
            because: JSON.stringify(decision.because),
            evidence: JSON.stringify(decision.evidence),
            facts: JSON.stringify(entry.facts),
            isCare: entry.care?.has(decision.rule) ?? false,
          })),
        )
        .onConflict((conflict) => conflict.columns(['eventId', 'ruleId']).doNothing())
        .execute();
    },
  };
}

export type DecisionStore = ReturnType<typeof createDecisionStore>;
