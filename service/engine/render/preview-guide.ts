import type { Evidence, Reason } from '../../model/decision.ts';
import type { Resource, Situation } from '../../rulebook/resources/resource.ts';
import type { Rulebook } from '../../rulebook/rulebook.ts';
import { reason } from '../conditions/check.ts';
import { renderMessage, renderOfferCard } from './render-offer.ts';
import type { RenderedMessage, RenderedOfferCard } from './render-offer.ts';
import { withFootnote } from './render-reply.ts';

export const previewWays = ['reply', 'message', 'card'] as const;
export type PreviewWay = (typeof previewWays)[number];

/** A guide as members would see it, in one language and wording. */
export type Preview = { locale: string; situation: Situation | null } & (
  | { as: 'reply'; raw: string }
  | ({ as: 'message' } & RenderedMessage)
  | ({ as: 'card' } & RenderedOfferCard)
);

/** Shows a guide in one wording, to a member called `mia` who has written in the topic “A question”. */
export function previewGuide(
  { rules, site }: Pick<Rulebook, 'rules' | 'site'>,
  resource: Resource,
  { as, locale, situation }: { as: PreviewWay; locale: string; situation: Situation | null },
): Preview {
  const rule = [...rules.values()].find(({ offer }) => offer === resource.id);
  const because: Reason[] = [
    ...(situation === null ? [] : [reason('situation_told', { situation })]),
    ...(rule?.trigger === 'post.first' ? [reason('first_post')] : []),
    ...(rule?.trigger === 'stage.entered' ? [reason('stage_was_entered')] : []),
  ];
  const phrase = rule?.text?.any[0]?.written;
  const evidence: Evidence[] = phrase === undefined ? [] : [{ part: 'body', phrase, start: 0, end: 0 }];
  const input = {
    site,
    resource,
    locale,
    because,
    evidence,
    slots: { member: 'mia', topic: 'A question' },
    isCare: rule?.kind === 'care',
  };
  const wording = { locale, situation };
  switch (as) {
    case 'reply':
      return { as, ...wording, raw: withFootnote(input) };
    case 'message':
      return { as, ...wording, ...renderMessage(input) };
    case 'card': {
      const card = renderOfferCard(input);
      const nothing = { title: '', raw: '', form: 'microguide', steps: [], link: null } as const;
      const why = { text: '', owner: resource.owner, reviewedOn: resource.reviewedOn };
      return { as, ...wording, ...(card ?? { ...nothing, locale, why }) };
    }
  }
}

/** Every language and wording that a guide has, the site's own language first. */
export function wordingsOf({ variants }: Resource): { locale: string; situation: Situation | null }[] {
  return [...variants.values()].flatMap(({ locale, situations }) => [
    { locale, situation: null },
    ...[...situations.keys()].map((situation) => ({ locale, situation })),
  ]);
}
