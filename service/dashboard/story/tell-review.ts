import { html } from '../../look/html.ts';
import type { Language } from '../../look/language.ts';
import type { StoryStep } from '../../look/story.ts';
import type { StoryReview } from '../../storage/reports/review-of-offer.ts';
import { reviewTexts } from '../texts/review.ts';

/** Who decided over a proposed offer, why, and what was changed in its text. */
export function tellReview(offerId: string, review: StoryReview, language: Language): StoryStep {
  const words = reviewTexts[language].told;
  const { decision, who, why, at, proposedText, editedText } = review;
  const isGood = decision === 'approved' || decision === 'edited';
  return {
    at,
    tone: isGood ? 'good' : 'still',
    what: words[decision](who ?? ''),
    ...(why === '' ? {} : { why }),
    ...(editedText === null || proposedText === null
      ? {}
      : {
          details: {
            id: `edited-${offerId}`,
            summary: words.both,
            body: html`<h4>${words.before}</h4>
              <pre>${proposedText}</pre>
              <h4>${words.after}</h4>
              <pre>${editedText}</pre>`,
          },
        }),
  };
}
