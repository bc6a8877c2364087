import { html } from '../../look/html.ts';
import type { StoryStep } from '../../look/story.ts';
import { when } from '../../look/when.ts';
import type { StoryOffer } from '../../storage/reports/story-of-post.ts';
import { offerTone } from '../offer-tone.ts';
import { decidingReasons, sayAll } from '../say-because.ts';
import { texts } from '../texts/say.ts';
import { tellFeedback } from './tell-feedback.ts';
import { tellReview } from './tell-review.ts';
import type { Telling } from './telling.ts';

/** The life of an offer: planned, tried, and what has become of it. */
export function tellOffer(offer: StoryOffer, telling: Telling): StoryStep[] {
  const said = offer.feedback === null ? [] : tellFeedback(offer.feedback, telling.language);
  const reviewed = offer.review === null ? [] : [tellReview(offer.offerId, offer.review, telling.language)];
  return [
    ...planned(offer, telling),
    ...reviewed,
    ...tried(offer, telling),
    present(offer, telling),
    ...said,
  ];
}

/** Cards and banners are no posts. */
function isShownAside({ channel }: StoryOffer): boolean {
  return channel === 'card' || channel === 'banner';
}

function planned(offer: StoryOffer, { language, now, nameGuide }: Telling): StoryStep[] {
  if (offer.state === 'shadow' || offer.notBefore <= offer.createdAt) return [];
  const words = texts[language].story;
  const moment = html`${when(offer.notBefore, now, language)}`;
  const [before = '', after = ''] = words.plannedUntil('\u0000').split('\u0000');
  return [
    {
      at: offer.createdAt,
      tone: 'waiting',
      what: words.planned(nameGuide(offer.resource)),
      why: html`${before}${moment}${after}`,
    },
  ];
}

function tried(offer: StoryOffer, { language }: Telling): StoryStep[] {
  if (!offer.firstSentAt) return [];
  const words = texts[language].story;
  const isCard = isShownAside(offer);
  const tries = [
    offer.attempts > 1 ? words.triesSoFar(offer.attempts) : '',
    offer.lookups > 0 ? words.lookedUp(offer.lookups) : '',
  ];
  const body = offer.body;
  return [
    {
      at: offer.firstSentAt,
      tone: 'good',
      what: isCard ? words.card.firstTry : words.firstTry,
      why: tries.filter(Boolean).join(' '),
      ...(body === null
        ? {}
        : {
            details: {
              id: `reply-${offer.offerId}`,
              summary: isCard ? words.card.text : words.replyText,
              body: html`<pre>${body}</pre>`,
            },
          }),
    },
  ];
}

function present(offer: StoryOffer, { language, forumUrl }: Telling): StoryStep {
  const words = texts[language].story;
  const reply =
    offer.replyPostId === null
      ? ''
      : html`<a href="${forumUrl}/p/${offer.replyPostId}">${words.openReply}</a>`;
  const reasons = offer.state === 'sent' || offer.state === 'shadow' ? [] : decidingReasons(offer.because);
  return {
    at: offer.state === 'sent' ? (offer.sentAt ?? offer.changedAt) : offer.changedAt,
    tone: offerTone[offer.state],
    what: (isShownAside(offer) ? words.card.state[offer.state] : undefined) ?? words.state[offer.state],
    why: html`${sayAll(reasons, language)} ${reply}`,
  };
}
