import type { Reason } from '../../model/decision.ts';
import type { Topic } from '../../model/post.ts';
import type { Rule } from '../../rulebook/rule.ts';
import { reason } from './check.ts';

/** Whether what the trigger told has been undone since: nobody is thanked for a solution that was taken back. */
export function judgeStill({ trigger, details }: Rule, topic: Topic | null): Reason[] {
  if (topic === null) return [];
  if (trigger === 'topic.solved' || trigger === 'solution.accepted')
    // Who told of the solution says of every solved topic that it is: silence is a no.
    return topic.solved.known && topic.solved.value ? [] : [reason('topic_not_solved')];
  if (trigger !== 'topic.tagged' || !topic.tags.known) return [];
  const tags = topic.tags.value;
  return details.tags.some((tag) => tags.includes(tag))
    ? []
    : [reason('tag_taken_off', { tag: details.tags.join(', ') })];
}
