import type { Offer } from '../model/offer.ts';

/** What a line of the log may say of an offer. Of care not even the rule: logs are read by more people than its approvers. */
export function namedInLog({ id, kind, rule }: Pick<Offer, 'id' | 'kind' | 'rule'>): {
  offerId: Offer['id'];
  rule?: Offer['rule'];
} {
  return kind === 'care' ? { offerId: id } : { offerId: id, rule };
}
