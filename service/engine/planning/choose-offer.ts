import type { Evidence, Kind, Rung } from '../../model/decision.ts';
import type { Rule } from '../../rulebook/rule.ts';
import { rungOrder } from '../conditions/rung.ts';

export interface Candidate {
  rule: Rule;
  rung: Rung;
  evidence: readonly Evidence[];
}

const kindOrder: readonly Kind[] = ['care', 'help', 'celebrate', 'announce', 'promote'];

/**
 * The best first: the higher rung, so that a rule on trial never displaces one in force; the kind of help;
 * `priority`; the rule with more conditions; the longer evidence; the id, so that it never is chance.
 */
export function orderCandidates<C extends Candidate>(candidates: readonly C[]): C[] {
  return candidates.toSorted(
    (a, b) =>
      standing(b) - standing(a) ||
      kindOrder.indexOf(a.rule.kind) - kindOrder.indexOf(b.rule.kind) ||
      b.rule.priority - a.rule.priority ||
      specificity(b.rule) - specificity(a.rule) ||
      evidenceLength(b) - evidenceLength(a) ||
      (a.rule.id < b.rule.id ? -1 : 1),
  );
}

/** Care that waits for a person stands as high as what is sent by itself: nobody in need gets a hint on something else. */
function standing({ rule, rung }: Candidate): number {
  return rungOrder.indexOf(rule.kind === 'care' && rung === 'review' ? 'live' : rung);
}

/** How many things a rule asks for. */
export function specificity({ where, text, who, trigger }: Rule): number {
  const lists = [
    where.categories,
    where.tags,
    who.stages,
    who.trustLevels,
    who.groups,
    who.locales,
    text?.any,
    text?.title,
  ];
  const flags = [
    who.posts,
    who.memberForMs,
    where.openingPost,
    where.topic.closed,
    where.topic.solved,
    where.topic.answered,
  ];
  return (
    lists.filter((list) => list !== undefined && list.length > 0).length +
    flags.filter((flag) => flag !== null).length +
    (text?.all.length ?? 0) +
    (trigger === 'post.first' || trigger === 'stage.entered' ? 1 : 0)
  );
}

function evidenceLength({ evidence }: Candidate): number {
  return evidence.reduce((sum, { start, end }) => sum + end - start, 0);
}
