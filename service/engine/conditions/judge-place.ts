import type { Channel, Reason } from '../../model/decision.ts';
import { unknown } from '../../model/fact.ts';
import type { Fact } from '../../model/fact.ts';
import { standsUnderPost } from '../../model/ways.ts';
import type { Rule } from '../../rulebook/rule.ts';
import type { AnswerableEvent } from '../answerable-event.ts';
import { objections, reason } from './check.ts';
import { postUnder } from '../decide-input.ts';
import type { DecideInput } from '../decide-input.ts';
import { humanAnswer } from './human-answer.ts';
import { testCategories, testPublic, testScope, testTags, testTopicState } from './test-where.ts';

type PlaceInput = Pick<DecideInput, 'rulebook' | 'event' | 'topic' | 'post' | 'categorySlugs'>;

/** What speaks against a rule because of where it is about; for ways that all stand under a post also that they cannot. */
export function judgePlace(
  ways: readonly Channel[],
  rule: Rule,
  event: AnswerableEvent,
  input: PlaceInput,
): Reason[] {
  // With a way that needs no place among them, it is the choice of the way that asks.
  const standing = ways.every(standsUnderPost) ? judgeStanding(event, input) : [];
  const isNowhere = standing.some(({ code }) => code === 'no_post_to_answer');
  if (isNowhere) return standing;
  return [...judgeSubject(rule, event, input), ...standing, ...judgeNeed(rule, event, input)];
}

/** Whether something can stand under the post. What nobody else may know stands nowhere that others can read. */
export function judgeStanding(event: AnswerableEvent, input: PlaceInput): Reason[] {
  const { topic } = input;
  if (event.kind === 'flag.agreed') return [reason('needs_private_channel')];
  if (postUnder(input) === null || topic === null) return [reason('no_post_to_answer')];
  return [
    ...(isTrue(topic.archived) ? [reason('topic_archived')] : []),
    ...(isTrue(topic.closed) ? [reason('topic_closed')] : []),
  ];
}

/** What the rule asks of the place it is about, whichever way the offer comes. */
function judgeSubject(rule: Rule, event: AnswerableEvent, input: PlaceInput): Reason[] {
  const {
    rulebook: { site },
    topic,
  } = input;
  const post = postUnder(input);
  if (post === null || topic === null) return judgeNowhere(rule, input);
  const scope = testScope(rule.where, site, {
    categorySlugs: topic.categorySlugs,
    tags: topic.tags,
    postNumber: post.number,
  });
  // Moderators who agree with a flag often hide or delete the post; its author is told all the same.
  if (event.kind === 'flag.agreed') return objections(scope);
  return [
    ...objections([...scope, ...testTopicState(rule, topic, post, site), testPublic(topic, site)]),
    ...(isTrue(topic.deleted) ? [reason('topic_deleted')] : []),
  ];
}

/** Whether the need is over already. */
function judgeNeed(rule: Rule, event: AnswerableEvent, input: PlaceInput): Reason[] {
  const { topic } = input;
  const post = postUnder(input);
  if (event.kind === 'flag.agreed' || post === null || topic === null) return [];
  const answer = humanAnswer(topic, post, input.rulebook.site);
  return [
    ...(rule.withdrawWhen.has('solved') && isTrue(topic.solved) ? [reason('topic_solved')] : []),
    ...(rule.withdrawWhen.has('answered') && answer.known && answer.value !== null
      ? [reason('human_answered', { post: answer.value.postId })]
      : []),
  ];
}

/** What happens to a member happens nowhere, or in a category at most: a rule that asks for more is not met. */
function judgeNowhere({ where }: Rule, { rulebook, categorySlugs }: PlaceInput): Reason[] {
  const { topic, openingPost } = where;
  const asksForPost = [openingPost, topic.closed, topic.solved, topic.answered].some((ask) => ask !== null);
  if (asksForPost) return [reason('no_post_to_answer')];
  const tags = testTags({ ...where, notTags: [] }, unknown('it happened in no topic'));
  if (categorySlugs !== undefined)
    return objections([...testCategories(where, rulebook.site, categorySlugs), ...tags]);
  return where.categories.length > 0 || where.tags.length > 0 ? [reason('no_post_to_answer')] : [];
}

function isTrue(fact: Fact<boolean>): boolean {
  return fact.known && fact.value;
}
