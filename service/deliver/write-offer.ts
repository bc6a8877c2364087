import { writePluginOffer } from '../discourse/wire/plugin/write-plugin-offer.ts';
import type { OfferToShow } from '../discourse/wire/plugin/write-plugin-offer.ts';
import type { RenderInput } from '../engine/render/render-input.ts';
import { renderMessage, renderOfferCard } from '../engine/render/render-offer.ts';
import { markerIn, renderReply, renderWhisper } from '../engine/render/render-reply.ts';
import type { Offer } from '../model/offer.ts';
import { shortenTitle } from './shorten-title.ts';

export interface WrittenOffer {
  /** What is sent, and frozen at the first attempt. */
  body: string;
  /** Characters of the text within; the plugin has a limit. */
  length: number;
}

/** An offer in the words of the plugin's contract; null when its guide has no text to show. */
export function writeOffer(offer: Offer, input: RenderInput): WrittenOffer | null {
  const content = contentOf(offer, input);
  if (content === null) return null;
  const { channel, kind, memberId, rule, resource, topicId, postId, expiresAt } = offer;
  const about = { channel, kind, memberId, rule, resource, topicId, postId, expiresAt, replaces: null };
  return { body: writePluginOffer({ ...about, ...content }), length: content.raw.length };
}

type Content = Pick<OfferToShow, 'title' | 'raw' | 'form' | 'steps' | 'link' | 'why' | 'locale'>;

function contentOf({ channel, marker }: Offer, input: RenderInput): Content | null {
  const card = renderOfferCard(input);
  if (card === null) return null;
  const { locale, why } = card;
  const text = { form: null, steps: [], link: null, why, locale };
  switch (channel) {
    case 'card':
    case 'banner':
      return { ...card, title: shortenTitle(card.title) };
    case 'message': {
      const { title, raw } = renderMessage(input);
      // By the marker its topic is known when the forum tells of it, and members are heard there.
      return { ...text, title: shortenTitle(title), raw: `${raw}\n\n${markerIn(marker)}` };
    }
    case 'whisper':
      return { ...text, title: null, raw: `${renderWhisper(input)}\n\n${markerIn(marker)}` };
    case 'reply':
    case 'digest':
    case 'shelf':
      // With the marker in it, a reply is found again whatever becomes of the plugin.
      return { ...text, title: null, raw: renderReply({ ...input, marker }) };
  }
}
