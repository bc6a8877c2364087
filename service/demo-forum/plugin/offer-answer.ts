import type { WaypostOffer } from './records.ts';

export function offerAnswer(offer: WaypostOffer) {
  return {
    id: offer.id,
    channel: offer.channel,
    state: offer.state,
    version: offer.version,
    topic_id: offer.topicId,
    post_id: offer.postId,
    reply_post_id: offer.replyPostId,
    created_at: offer.createdAt,
  };
}

/** The offer and what its member did with it (§1.3). */
export function offerStateAnswer(offer: WaypostOffer) {
  const { traces } = offer;
  return {
    ...offerAnswer(offer),
    member: {
      seen_at: traces.seenAt,
      clicked_at: traces.clickedAt,
      rating: traces.rating,
      rated_at: traces.ratedAt,
      dismissed_at: traces.dismissedAt,
      snoozed_until: traces.snoozedUntil,
      asked_person_at: traces.askedPersonAt,
      done_steps: traces.doneSteps,
    },
  };
}
