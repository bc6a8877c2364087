import { voiceIn } from '../../rulebook/voice.ts';
import { isToldToEverybody } from '../announce/is-told-to-everybody.ts';
import { fillSlots } from './fill-slots.ts';
import { chooseText, notedSituation } from './choose-text.ts';
import type { RenderInput } from './render-input.ts';
import { replyTextsIn, whyItCame } from './why-it-came.ts';
import { writeContacts } from './write-contacts.ts';
import { paragraphs, writeGuide } from './write-guide.ts';

export interface RenderReplyInput extends RenderInput {
  marker: string;
}

/** The Markdown of a reply: the guide, one quiet line that says why it came and how to stop it, and the marker. */
export function renderReply({ marker, ...input }: RenderReplyInput): string {
  return `${withFootnote(input)}\n\n${markerIn(marker)}`;
}

/** The guide and its quiet last line. */
export function withFootnote(input: RenderInput): string {
  const { site, because, slots } = input;
  const chosen = chooseText(input, { locale: input.locale, situation: notedSituation(because) });
  const locale = chosen?.locale ?? site.locale;
  const texts = replyTextsIn(locale);
  const stopWord = (site.stopWords.get(locale) ?? site.stopWords.get('en'))?.[0] ?? 'stop';
  const guide = chosen === null ? '' : fillSlots(writeGuide(chosen.text, locale), slots);
  const contacts = input.isCare === true ? writeContacts(site, locale) : '';
  const why = [whyItCame(texts, input), texts.howToStop(stopWord), ...linkToPage(texts.didItHelp, input)];
  const line = [`${voiceIn(site, locale)}.`, ...(isToldToEverybody(because) ? [] : why)].join(' ');
  return paragraphs(guide, contacts, `<small>${line}</small>`);
}

/** Help in need links to nothing that could count who followed it. */
function linkToPage(words: string, { offerPage = null, isCare = false }: RenderInput): string[] {
  return offerPage === null || isCare ? [] : [`[${words}](${offerPage})`];
}

/** A guide for the eyes of staff: nobody is addressed, so there is nothing to stop. */
export function renderWhisper(input: RenderInput): string {
  const chosen = chooseText(input, { locale: input.locale, situation: notedSituation(input.because) });
  const locale = chosen?.locale ?? input.site.locale;
  const guide = chosen === null ? '' : fillSlots(writeGuide(chosen.text, locale), input.slots);
  return paragraphs(guide, `<small>${voiceIn(input.site, locale)}. ${replyTextsIn(locale).forStaff}</small>`);
}

/** The marker as it stands in the raw text of a reply: what to look for after a lost answer. */
export function markerIn(marker: string): string {
  return `<!-- waypost:${marker} -->`;
}
