import type { Evidence, Reason } from '../../model/decision.ts';
import { findResource } from '../../rulebook/resources/find-resource.ts';
import type { Rule } from '../../rulebook/rule.ts';
import type { Rulebook } from '../../rulebook/rulebook.ts';
import { notedSituation } from './choose-text.ts';
import type { Preview } from './preview-guide.ts';
import { renderMessage, renderOfferCard } from './render-offer.ts';
import { withFootnote } from './render-reply.ts';

/** What would be put before a member, in each way that a guide can be shown; empty where the rules have no such guide. */
export function previewOffer(
  rulebook: Rulebook,
  { offer, kind }: Pick<Rule, 'offer' | 'kind'>,
  about: {
    locale: string;
    because: readonly Reason[];
    evidence: readonly Evidence[];
    slots: Readonly<Record<string, string>>;
  },
): Preview[] {
  const resource = findResource(rulebook, offer);
  if (resource === undefined) return [];
  const { locale, because } = about;
  const input = { site: rulebook.site, resource, ...about, isCare: kind === 'care' };
  const wording = { locale, situation: notedSituation(because) };
  const card = renderOfferCard(input);
  return [
    { as: 'reply', ...wording, raw: withFootnote(input) },
    { as: 'message', ...wording, ...renderMessage(input) },
    ...(card === null ? [] : [{ as: 'card' as const, ...wording, ...card }]),
  ];
}
