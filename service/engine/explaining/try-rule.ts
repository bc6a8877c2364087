import type { CommunityEvent } from '../../model/event.ts';
import { known } from '../../model/fact.ts';
import type { RuleId } from '../../model/ids.ts';
import type { Post } from '../../model/post.ts';
import type { Rule } from '../../rulebook/rule.ts';
import type { Rulebook } from '../../rulebook/rulebook.ts';
import { botNameInCases, eventOfCase } from '../cases/case-event.ts';
import { consider } from '../consider.ts';
import { decide } from '../decide.ts';
import { type Explanation, explain } from './explain.ts';
import type { ExplainInput } from './kept-input.ts';

/** What a rule that is being written would do, were it live. */
export interface TriedRule {
  explanation: Explanation;
  /** What was tried: the post as it was written, or what the rule waits for, as if it had just happened to it. */
  event: CommunityEvent;
  /** The rule that goes first at this post; null: this one, or none. */
  winner: RuleId | null;
  /** Other rules that look at the same post. */
  others: readonly RuleId[];
}

/**
 * Tries a rule on a post by the very code that decides live, at the rung `live` whatever its file says. `draft` holds
 * that rule alone, `present` all those that it competes with; the input's event is the post as it was written.
 */
export function tryRule({
  present,
  draft,
  rule,
  input,
}: {
  present: Rulebook;
  draft: Rulebook;
  rule: Rule;
  input: ExplainInput;
}): TriedRule {
  const live: Rule = { ...rule, rollout: 'live' };
  const written = 'post' in input.event ? input.event.post : null;
  const event = happening(rule, input, written);
  const isWritten = event.kind === 'post.created' || event.kind === 'post.edited';
  const tried: ExplainInput = {
    ...input,
    event,
    ...(isWritten ? {} : { post: written }),
    rulebook: { ...draft, rules: new Map([[rule.id, live]]) },
    history: { ...input.history, rungs: new Map([[rule.id, 'live']]) },
    local: localOf(rule, input),
  };
  const [explanation] = explain(tried);
  if (explanation === undefined) throw new Error(`rule ${rule.id} was not looked at`);
  if (!isWritten || explanation.verdict === 'passed over')
    return { explanation, event, winner: null, others: [] };
  return { event, ...compete(present, { ...explanation, rule: live }, tried, input) };
}

function compete(
  present: Rulebook,
  explanation: Explanation,
  tried: ExplainInput,
  { history }: ExplainInput,
): Omit<TriedRule, 'event'> {
  const { rule, evidence, because } = explanation;
  const others = consider(present, tried.event, tried.local).filter(
    ({ rule: other }) => other.id !== rule.id,
  );
  const names = others.map(({ rule: other }) => other.id);
  if (explanation.verdict !== 'offer') return { explanation, winner: null, others: names };
  const decisions = decide({
    ...tried,
    rulebook: { ...present, rules: new Map([...present.rules, [rule.id, rule]]) },
    considered: [...others, { rule, evidence, because }],
    history: { ...history, rungs: new Map([...history.rungs, [rule.id, 'live']]) },
  });
  const winner = decisions.find(({ verdict }) => verdict === 'offer')?.rule ?? null;
  return { explanation, winner: winner === rule.id ? null : winner, others: names };
}

/** What the rule waits for, about this member and this post. */
function happening(
  rule: Rule,
  { event, member, topic, now }: ExplainInput,
  post: Post | null,
): CommunityEvent {
  if (post === null) return event;
  const { title, raw } = post;
  const told = { title, text: raw, trustLevel: null, stage: null, details: rule.details };
  const made = eventOfCase(rule, told);
  if (made === null || made.kind === 'post.created')
    return rule.trigger === 'post.edited' && event.kind === 'post.created'
      ? { ...event, kind: 'post.edited' }
      : event;
  const about = {
    forum: event.forum,
    occurredAt: now,
    memberId: member.id,
    topicId: topic?.id ?? post.topicId,
    postId: post.id,
    categoryId: post.categoryId,
  };
  return { ...made, ...about };
}

/** Facts about what happened take the values that the rule asks for; all others are as they were chosen. */
function localOf({ details }: Rule, { local, now }: ExplainInput): ExplainInput['local'] {
  const said = <T>(value: T) => known(value, 'case', now);
  return {
    botName: botNameInCases,
    likes: said(details.count ?? 1),
    groupName: said(details.groups[0] ?? ''),
    ...local,
  };
}
