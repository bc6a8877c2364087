import type { Evidence, Reason, ReasonCode } from '../../model/decision.ts';
import { escapeSlot } from './fill-slots.ts';
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
  const [phrase] = evidence.flatMap((found) => readable(found.phrase));
  if (phrase !== undefined) return texts.becauseOfWords(shown(phrase));
  const said = because.map((reason) => sentenceFor(texts, reason)).find((sentence) => sentence !== null);
  return said ?? texts.becausePost;
}

/**
 * The rule's words, never the member's: what a pattern finds may be a secret, and everybody reads a reply. None
 * for a pattern, which tells nobody anything.
 */
function readable(phrase: string): string[] {
  if (/^\/.+\/$/s.test(phrase)) return [];
  return [phrase.replace(/^"(.+)"$/s, '$1').replace(/ \(\d+\)$/, '')];
}

/** Null for what says nothing of why it came: the wait, the mood, the limits. */
function sentenceFor(texts: ReplyTexts, { code, values }: Reason): string | null {
  return sentences[code]?.(texts, (name) => Number(values?.[name] ?? 0)) ?? null;
}

type Sentence = (texts: ReplyTexts, numberOf: (name: string) => number) => string;

const sentences: Partial<Readonly<Record<ReasonCode, Sentence>>> = {
  first_post: (texts) => texts.becauseFirstPost,
  stage_was_entered: (texts) => texts.becauseStage,
  stage_was_left: (texts) => texts.becauseStage,
  stage_has_stalled: ({ happened }) => happened.stageStalled,
  anniversary_came: ({ happened }, numberOf) => happened.anniversary(numberOf('years')),
  count_was_reached: ({ happened }, numberOf) => happened.count(numberOf('count')),
  sequence_step_came: ({ happened }) => happened.nextStep,
  badge_was_granted: ({ happened }) => happened.badge,
  member_was_promoted: ({ happened }, numberOf) => happened.promoted(numberOf('level')),
  member_was_approved: ({ happened }) => happened.approved,
  group_was_joined: ({ happened }) => happened.groupJoined,
  group_was_left: ({ happened }) => happened.groupLeft,
  category_was_first_visited: ({ happened }) => happened.categoryVisited,
  flag_was_agreed: ({ happened }) => happened.flagAgreed,
  topic_was_closed: ({ happened }) => happened.topicClosed,
};
