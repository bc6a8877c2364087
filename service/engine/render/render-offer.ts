import { escapeSlot } from './fill-slots.ts';
import { guideTextsIn } from '../texts/guide-texts.ts';
import { chooseText, notedSituation } from './choose-text.ts';
import { renderCard } from './render-card.ts';
import type { RenderedCard } from './render-card.ts';
import type { RenderInput } from './render-input.ts';
import { withFootnote } from './render-reply.ts';
import { writeContacts } from './write-contacts.ts';
import { paragraphs } from './write-guide.ts';
import { replyTextsIn, whyItCame } from './why-it-came.ts';

export interface RenderedMessage {
  title: string;
  /** Markdown, with the quiet last line; without a marker. */
  raw: string;
  locale: string;
}

export interface RenderedOfferCard extends RenderedCard {
  locale: string;
  why: { text: string; owner: string; reviewedOn: Date | null };
}

/**
 * A guide as a private message, with a greeting in front. None where the guide calls the member by name itself, nor where
 * every word was approved.
 */
export function renderMessage(input: RenderInput): RenderedMessage {
  const chosen = chooseText(input, { locale: input.locale, situation: notedSituation(input.because) });
  const locale = chosen?.locale ?? input.site.locale;
  const isComplete = chosen === null || input.isCare === true || memberSlot.test(chosen.text.body);
  const greeting = isComplete ? '' : guideTextsIn(locale).greeting(escapeSlot(input.slots['member'] ?? ''));
  return {
    title: chosen?.text.title ?? input.resource.title,
    raw: paragraphs(greeting, withFootnote(input)),
    locale,
  };
}

const memberSlot = /\{\{\s*member\s*\}\}/;

/** A guide as a card or a banner; who answers for it and why it came stand beside the text. Null: the guide has no text. */
export function renderOfferCard(input: RenderInput): RenderedOfferCard | null {
  const { resource, slots } = input;
  const chosen = chooseText(input, { locale: input.locale, situation: notedSituation(input.because) });
  if (chosen === null) return null;
  const { locale, text } = chosen;
  // The forum shows this as plain text, so nothing is escaped.
  const why = whyItCame(replyTextsIn(locale), input, (words) => words);
  const card = renderCard(text, { locale, slots });
  const contacts = input.isCare === true ? writeContacts(input.site, locale) : '';
  return {
    ...card,
    raw: paragraphs(card.raw, contacts),
    locale,
    why: { text: why, owner: resource.owner, reviewedOn: resource.reviewedOn },
  };
}
