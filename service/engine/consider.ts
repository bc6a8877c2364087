import type { Evidence, Reason } from '../model/decision.ts';
import type { CommunityEvent } from '../model/event.ts';
import type { SequenceStep } from '../model/life-event.ts';
import type { Rule } from '../rulebook/rule.ts';
import type { Rulebook } from '../rulebook/rulebook.ts';
import { ruleAtTurn } from './announce/rule-at-turn.ts';
import { reason } from './conditions/check.ts';
import type { FoundTerms } from './matching/found-terms.ts';
import { phrasesOf } from './matching/read-post.ts';
import { ruleAtStep } from './sequences/rule-at-step.ts';
import type { LocalFacts } from './local-facts.ts';
import { meetsText, testText } from './conditions/test-text.ts';
import type { TextMatch } from './conditions/test-text.ts';
import { outOfScope } from './conditions/out-of-scope.ts';
import { candidatesFor } from './candidates-for.ts';
import { matchers, triggersOf } from './triggers/matchers.ts';

export type { LocalFacts } from './local-facts.ts';

/** A rule whose trigger, scope and text matched, as far as can be told without asking the forum. */
export interface ConsideredRule {
  rule: Rule;
  evidence: readonly Evidence[];
  because: readonly Reason[];
}

/** The rules worth gathering facts for; empty for most events. Rules that the files keep at `draft` are left out. */
export function consider(rulebook: Rulebook, event: CommunityEvent, local: LocalFacts): ConsideredRule[] {
  if (event.kind === 'sequence.step') {
    const rule = rulebook.rules.get(event.rule);
    const look = rule && rule.rollout !== 'draft' ? considerStep(rule, event) : null;
    return look !== null && 'considered' in look ? [look.considered] : [];
  }
  if (triggersOf(event.kind).length === 0) return [];
  return considerFound(rulebook, event, local, foundIn(rulebook, event));
}

/** The same for an event whose text has been read: its cost follows what was found, not how many rules there are. */
export function considerFound(
  rulebook: Rulebook,
  event: CommunityEvent,
  local: LocalFacts,
  found: FoundTerms | null,
): ConsideredRule[] {
  const asked = { rulebook, event, local, found };
  const considered: ConsideredRule[] = [];
  for (const { rule, isProvenByTerm } of candidatesFor(asked)) {
    if (!matchers[rule.trigger].match(event, { rule, local, site: rulebook.site }).matched) continue;
    if (found !== null && !isProvenByTerm && !meetsText(rule, found)) continue;
    considered.push(new LazilyConsidered(rule, asked));
  }
  return considered;
}

/** What was found in the post that was written; null for an event that is about no text of its own. */
export function foundIn(rulebook: Rulebook, event: CommunityEvent): FoundTerms | null {
  if (event.kind === 'calendar.near') return phrasesOf(rulebook, { title: event.title, raw: event.about });
  const isWritten = event.kind === 'post.created' || event.kind === 'post.edited';
  return isWritten ? phrasesOf(rulebook, event.post) : null;
}

/** What speaks for it is put together when somebody reads it, by the code that explains. */
class LazilyConsidered implements ConsideredRule {
  readonly rule: Rule;
  readonly #asked: Omit<ConsiderInput, 'rule'>;
  readonly #written: Rule;
  #look: ConsideredRule | null = null;

  constructor(written: Rule, asked: Omit<ConsiderInput, 'rule'>) {
    this.rule = ruleAtTurn(written, asked.event);
    this.#written = written;
    this.#asked = asked;
  }

  get evidence(): readonly Evidence[] {
    return this.#told().evidence;
  }

  get because(): readonly Reason[] {
    return this.#told().because;
  }

  #told(): ConsideredRule {
    if (this.#look !== null) return this.#look;
    const look = considerRule({ ...this.#asked, rule: this.#written });
    if (!('considered' in look)) throw new Error(`rule ${this.rule.id} was considered and does not match`);
    return (this.#look = look.considered);
  }
}

export interface ConsiderInput {
  rulebook: Rulebook;
  rule: Rule;
  event: CommunityEvent;
  local: LocalFacts;
  /** What was found in the event's post; null for an event that is about no text. */
  found: FoundTerms | null;
}

/** Whether trigger, scope and text of one rule match; if not, what stands against it, the first thing looked at in front. */
export function considerRule({
  rulebook,
  rule,
  event,
  local,
  found,
}: ConsiderInput): { considered: ConsideredRule } | { against: Reason[] } {
  if (event.kind === 'sequence.step') return considerStep(rule, event);
  const happened = matchers[rule.trigger].match(event, { rule, local, site: rulebook.site });
  if (!happened.matched) return { against: [happened.because] };
  const outside = outOfScope(rule.where, { rulebook, event, local });
  // The text of a post that stands already is read when facts are gathered.
  const match: TextMatch = found === null ? { matched: true, evidence: [] } : testText(rule, found);
  if (outside.length > 0 || !match.matched)
    return { against: [...outside, ...(match.matched ? [] : [match.because])] };
  const because = [happened.because, ...textReasons(match.evidence)];
  return {
    considered: {
      rule: ruleAtTurn(rule, event),
      evidence: [...match.evidence, ...happened.evidence],
      because,
    },
  };
}

/** A sequence whose step has come for a member who is on it; the trigger that began it is over. */
function considerStep(
  rule: Rule,
  { rule: id, step, kind }: SequenceStep,
): { considered: ConsideredRule } | { against: Reason[] } {
  if (rule.id !== id)
    return { against: [reason('trigger_not_matched', { expected: rule.trigger, actual: kind })] };
  const atStep = ruleAtStep(rule, step);
  if (atStep === null) return { against: [reason('step_gone', { step })] };
  return { considered: { rule: atStep, evidence: [], because: [reason('sequence_step_came', { step })] } };
}

export function textReasons(evidence: readonly Evidence[]): Reason[] {
  const phrases = [...new Set(evidence.map(({ phrase }) => phrase))];
  return phrases.slice(0, 5).map((phrase) =>
    reason('text_matched', {
      phrase,
      part: evidence.find((found) => found.phrase === phrase)?.part ?? 'body',
    }),
  );
}
