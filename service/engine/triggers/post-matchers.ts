import type { TrustLevel } from '../../model/member.ts';
import { reason } from '../conditions/check.ts';
import type { LocalFacts } from '../local-facts.ts';
import { findCall } from './find-call.ts';
import { findQuestion } from './find-question.ts';
import { itIs, itIsNot, onKind, whenever } from './matcher.ts';

/** Triggers that look at a post as it is written. */
export const postMatchers = {
  'post.created': whenever('post.created', 'new_post'),
  'post.edited': whenever('post.edited', 'post_was_edited'),
  'post.first': onKind('post.created', (event, { local }) =>
    isPerhapsFirst(event.authorTrustLevel, local)
      ? itIs(reason('first_post'))
      : itIsNot(reason('not_the_first_post')),
  ),
  'topic.created': onKind('post.created', ({ post }) =>
    post.number === 1
      ? itIs(reason('new_topic'))
      : itIsNot(reason('not_the_opening_post', { expected: true })),
  ),
  'question.asked': onKind('post.created', ({ post }, { site, local }) => {
    if (post.number !== 1) return itIsNot(reason('not_the_opening_post', { expected: true }));
    const { categories, tags } = site.questions;
    const place =
      local.categorySlugs.known && local.categorySlugs.value.find((slug) => categories.includes(slug));
    if (place) return itIs(reason('place_for_questions', { place }));
    const tag = local.tags.known && local.tags.value.find((one) => tags.includes(one));
    if (tag) return itIs(reason('place_for_questions', { place: tag }));
    const asked = findQuestion(post);
    return asked === null
      ? itIsNot(reason('not_a_question'))
      : itIs(reason('question_asked', { phrase: asked.phrase }), [asked]);
  }),
  'bot.mentioned': onKind('post.created', ({ post }, { local }) => {
    const call = local.botName === undefined ? null : findCall(post.raw, local.botName);
    return call === null ? itIsNot(reason('bot_not_mentioned')) : itIs(reason('bot_was_mentioned'), [call]);
  }),
} as const;

function isPerhapsFirst(trustLevel: TrustLevel | null, { postCount }: LocalFacts): boolean {
  return (trustLevel ?? 0) < 2 && (!postCount.known || postCount.value <= 1);
}
