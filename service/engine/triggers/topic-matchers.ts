import { reason } from '../conditions/check.ts';
import { anotherOne, itIs, itIsNot, onKind, whenever } from './matcher.ts';

/** Triggers that look at what becomes of a topic, or of a post that stands. */
export const topicMatchers = {
  'topic.unanswered': onKind('topic.unanswered', ({ afterMs }, { rule }) =>
    rule.details.afterMs === afterMs
      ? itIs(reason('topic_went_unanswered', { hours: Math.round(afterMs / 360_000) / 10 }))
      : anotherOne('after', [sayHours(rule.details.afterMs ?? 0)], sayHours(afterMs)),
  ),
  'topic.solved': whenever('topic.solved', 'topic_was_solved'),
  'topic.unsolved': whenever('topic.unsolved', 'topic_was_unsolved'),
  'solution.accepted': whenever('solution.accepted', 'solution_was_accepted'),
  'topic.closed': whenever('topic.closed', 'topic_was_closed'),
  'topic.reopened': whenever('topic.reopened', 'topic_was_reopened'),
  'topic.moved': whenever('topic.moved', 'topic_was_moved'),
  'topic.tagged': onKind('topic.tagged', ({ tags }, { rule }) => {
    const tag = tags.find((one) => rule.details.tags.includes(one));
    return tag === undefined
      ? anotherOne('tag', rule.details.tags, tags.join(', '))
      : itIs(reason('topic_was_tagged', { tag }));
  }),
  'post.liked': onKind('post.liked', (_event, { rule, local: { likes } }) => {
    const wanted = rule.details.count ?? 1;
    if (likes === undefined || !likes.known)
      return itIsNot(reason('likes_unknown', { why: likes === undefined ? null : likes.why }));
    return likes.value === wanted
      ? itIs(reason('post_was_liked', { count: wanted }))
      : anotherOne('count', [wanted], likes.value);
  }),
} as const;

function sayHours(ms: number): string {
  const hours = ms / 3_600_000;
  return hours >= 48 && hours % 24 === 0 ? `${hours / 24}d` : `${Math.round(hours * 100) / 100}h`;
}
