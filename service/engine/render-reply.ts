import type { Evidence, Reason } from '../model/decision.ts';
import type { Resource } from '../rulebook/resources/resource.ts';
import type { Site } from '../rulebook/site.ts';
import { chooseLocale } from './choose-locale.ts';
import { escapeSlot, fillSlots } from './fill-slots.ts';
import { replyTexts } from './texts/reply-texts.ts';
import type { ReplyTexts } from './texts/reply-texts.ts';

export interface RenderReplyInput {
  site: Site;
  resource: Resource;
  /** The offer's language; the site's is used where the resource does not speak it. */
  locale: string;
  because: readonly Reason[];
  evidence: readonly Evidence[];
  /** Values for the slots of the resource. All were written by strangers. */
  slots: { member: string; topic: string };
  marker: string;
}

/** The Markdown of a reply: the guide, one quiet line that says why it came and how to stop it, and the marker. */
export function renderReply({
  site,
  resource,
  locale,
  because,
  evidence,
  slots,
  marker,
}: RenderReplyInput): string {
  const spoken = chooseLocale([locale], [...resource.variants.keys()], site.locale);
  const variant = resource.variants.get(spoken) ?? [...resource.variants.values()][0];
  const texts = replyTexts[spoken] ?? replyTexts[spoken.split('-')[0] ?? ''] ?? replyTexts.en;
  const stopWord = (site.stopWords.get(spoken) ?? site.stopWords.get('en'))?.[0] ?? 'stop';
  const guide = fillSlots(variant?.body ?? '', slots);
  const line = [`${site.voice}.`, whyItCame(texts, because, evidence), texts.howToStop(stopWord)].join(' ');
  return `${guide}\n\n<small>${line}</small>\n\n${markerIn(marker)}`;
}

/** The marker as it stands in the raw text of a reply: what to look for after a lost answer. */
export function markerIn(marker: string): string {
  return `<!-- waypost:${marker} -->`;
}

function whyItCame(texts: ReplyTexts, because: readonly Reason[], evidence: readonly Evidence[]): string {
  const phrase = evidence[0]?.phrase;
  if (phrase !== undefined) return texts.becauseOfWords(escapeSlot(phrase));
  if (because.some(({ code }) => code === 'first_post')) return texts.becauseFirstPost;
  if (because.some(({ code }) => code === 'stage_was_entered')) return texts.becauseStage;
  return texts.becausePost;
}
