import type { assumedInput } from '../engine/explaining/assumed-input.ts';
import { explain } from '../engine/explaining/explain.ts';
import type { Explanation } from '../engine/explaining/explain.ts';

/** What each rule at `draft` would do at the next rung, one by one: a draft competes with no other. */
export function explainDrafts(input: ReturnType<typeof assumedInput>): Explanation[] {
  const drafts = [...input.rulebook.rules.values()].filter(({ rollout }) => rollout === 'draft');
  return drafts.flatMap((draft) =>
    explain({
      ...input,
      rulebook: { ...input.rulebook, rules: new Map([[draft.id, { ...draft, rollout: 'shadow' }]]) },
      history: { ...input.history, rungs: new Map([[draft.id, 'shadow']]) },
    }).map((explanation) => ({
      ...explanation,
      because: explanation.because.filter(({ code }) => code !== 'rule_is_shadow'),
    })),
  );
}
