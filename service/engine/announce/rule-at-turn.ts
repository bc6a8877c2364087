import type { CommunityEvent } from '../../model/event.ts';
import type { Rule } from '../../rulebook/rule.ts';

/** A rule whose guides take turns, with the one whose turn it is; every other rule as it is. */
export function ruleAtTurn(rule: Rule, event: CommunityEvent): Rule {
  const { rotation } = rule;
  if (rotation.length === 0 || event.kind !== 'date.came') return rule;
  return { ...rule, offer: rotation.at(event.turn % rotation.length) ?? rule.offer };
}
