import { explain } from '../engine/explaining/explain.ts';
import type { Explanation } from '../engine/explaining/explain.ts';
import type { ExplainInput } from '../engine/explaining/kept-input.ts';
import type { Evidence, Reason } from '../model/decision.ts';
import type { StoryDecision } from '../storage/reports/story-of-post.ts';

/** What one rule made of an event. */
export interface RuleAnswer {
  rule: string;
  /** Null: the files hold no such rule any more. */
  goal: string | null;
  file: string | null;
  /**
   * `passed over`: its trigger, scope or text did not match, so that nothing was decided or stored. `open`: by the rules
   * of today it would be considered, and the rest can be decided only while it happens.
   */
  verdict: Explanation['verdict'] | 'open';
  /** Why it came, or everything that stood against it, what was looked at first in front. */
  because: readonly Reason[];
  evidence: readonly Evidence[];
  limits: Explanation['limits'];
  /** What was decided and stored then; null: asked again, by the rules of today. */
  decided: StoryDecision | null;
  /** What the rules of today would decide, where that is another verdict. */
  today: Pick<Explanation, 'verdict' | 'because'> | null;
}

/**
 * The answer of every rule: what was stored, and for the rest the very code that decides live, asked again. Without an
 * input (the text is no longer kept) only what was stored can be told.
 */
export function explainEvent(decisions: readonly StoryDecision[], input: ExplainInput | null): RuleAnswer[] {
  const explained = input === null ? [] : explain(input);
  const byRule = new Map(explained.map((one) => [String(one.rule.id), one]));
  const stored = decisions.map((decision) => decidedThen(decision, byRule.get(decision.rule) ?? null, input));
  const names = new Set(decisions.map(({ rule }) => rule));
  const others = explained.filter(({ rule }) => !names.has(rule.id)).map((one) => askedAgain(one, input));
  return [...stored, ...others].toSorted((a, b) => order.indexOf(a.verdict) - order.indexOf(b.verdict));
}

const order: readonly RuleAnswer['verdict'][] = ['offer', 'held', 'open', 'passed over'];

function decidedThen(
  decided: StoryDecision,
  now: Explanation | null,
  input: ExplainInput | null,
): RuleAnswer {
  const { rule, verdict, because, evidence } = decided;
  const isOther = now !== null && now.verdict !== verdict && canDecide(input);
  return {
    rule,
    goal: now?.rule.goal ?? null,
    file: now?.rule.file ?? null,
    verdict,
    because,
    evidence,
    limits: now?.limits ?? [],
    decided,
    today: isOther ? { verdict: now.verdict, because: now.because } : null,
  };
}

function askedAgain(one: Explanation, input: ExplainInput | null): RuleAnswer {
  const { rule, verdict, because, evidence, limits } = one;
  const isOpen = verdict !== 'passed over' && !canDecide(input);
  return {
    rule: rule.id,
    goal: rule.goal,
    file: rule.file,
    verdict: isOpen ? 'open' : verdict,
    because: isOpen ? [] : because,
    evidence,
    limits: isOpen ? [] : limits,
    decided: null,
    today: null,
  };
}

/** What happened under a post that stood already cannot be asked again: the text of such a post is not kept. */
function canDecide(input: ExplainInput | null): boolean {
  return input !== null && 'post' in input.event && input.event.post !== null;
}
