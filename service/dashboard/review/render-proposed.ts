import { chooseText, notedSituation } from '../../engine/render/choose-text.ts';
import type { RenderInput } from '../../engine/render/render-input.ts';
import { renderMessage, renderOfferCard } from '../../engine/render/render-offer.ts';
import { withFootnote } from '../../engine/render/render-reply.ts';
import { findResource } from '../../rulebook/resources/find-resource.ts';
import type { Resource } from '../../rulebook/resources/resource.ts';
import type { Rulebook } from '../../rulebook/rulebook.ts';
import type { ProposedOffer } from '../../storage/reports/proposed-offers.ts';

export interface RenderedProposal {
  resource: Resource;
  locale: string;
  /** Above a message, a card or a banner; null for a reply. */
  title: string | null;
  /** Markdown, as it would be sent. */
  raw: string;
  /** Of a list: its items, which the forum draws beside the text. */
  items: readonly string[];
  /** The guide's own text, slots not filled: what an approver may change. */
  template: string;
}

/** What would be sent if it were approved now, with `edited` in place of the guide's text. Null: the rules no longer have it. */
export function renderProposed(
  rulebook: Rulebook,
  { offer, memberName, text }: ProposedOffer,
  edited: string | null = null,
): RenderedProposal | null {
  const { site } = rulebook;
  const { locale, because, evidence, kind, channel } = offer;
  const resource = findResource(rulebook, offer.resource);
  if (resource === undefined) return null;
  const plain = chooseText({ site, resource }, { locale, situation: notedSituation(because) });
  if (plain === null) return null;
  const slots = { ...offer.slots, member: memberName ?? '…', topic: text?.title ?? '…' };
  const input: RenderInput = {
    site,
    resource,
    locale,
    because,
    evidence,
    slots,
    edited,
    isCare: kind === 'care',
  };
  return {
    resource,
    locale: plain.locale,
    template: edited ?? plain.text.body,
    ...contentOf(channel, input),
  };
}

function contentOf(
  channel: ProposedOffer['offer']['channel'],
  input: RenderInput,
): Pick<RenderedProposal, 'title' | 'raw' | 'items'> {
  if (channel === 'card' || channel === 'banner') {
    const card = renderOfferCard(input);
    const items = card?.steps.map(({ raw }) => raw) ?? [];
    return { title: card?.title ?? '', raw: card?.raw ?? '', items };
  }
  if (channel === 'message') return { ...renderMessage(input), items: [] };
  return { title: null, raw: withFootnote(input), items: [] };
}
