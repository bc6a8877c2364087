import type { Evidence, Reason } from '../../model/decision.ts';
import { escapeSlot } from '../fill-slots.ts';
import { replyTexts } from '../texts/reply-texts.ts';
import type { ReplyTexts } from '../texts/reply-texts.ts';

/** The words around a guide in its language, or the English ones. */
export function replyTextsIn(locale: string): ReplyTexts {
  return replyTexts[locale] ?? replyTexts[locale.split('-')[0] ?? ''] ?? replyTexts.en;
}

export interface WhyInput {
  because: readonly Reason[];
  evidence: readonly Evidence[];
  isCare?: boolean;
}

/** One sentence on why a guide came, in its language. `shown` makes what the member wrote fit for where it is shown: escaped, unless told otherwise. */
export function whyItCame(
  texts: ReplyTexts,
  { because, evidence, isCare = false }: WhyInput,
  shown: (words: string) => string = escapeSlot,
): string {
  if (isCare) return texts.becauseOfCare;
  const phrase = evidence[0]?.phrase;
  if (phrase !== undefined) return texts.becauseOfWords(shown(phrase));
  if (because.some(({ code }) => code === 'first_post')) return texts.becauseFirstPost;
  if (because.some(({ code }) => code === 'stage_was_entered')) return texts.becauseStage;
  return texts.becausePost;
}
