import type { Offer } from '../../model/offer.ts';
import { findResource } from '../../rulebook/resources/find-resource.ts';
import type { Rulebook } from '../../rulebook/rulebook.ts';
import { digestTextsIn } from '../texts/digest-texts.ts';

const mostLines = 20;

/** One line for each offer that waits for a person: rule, guide and time left. No member and no word of theirs is in it. */
export function writeDigest(
  rulebook: Rulebook,
  { offers, count, reviewUrl }: { offers: readonly Offer[]; count: number; reviewUrl: string | null },
): string {
  const { locale, timeZone } = rulebook.site;
  const words = digestTextsIn(locale);
  const say = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone });
  const shown = offers.slice(0, mostLines);
  const lines = shown.map(({ rule, resource, decideBy, expiresAt }) =>
    words.line({
      rule,
      guide: findResource(rulebook, resource)?.title ?? resource,
      until: say.format(decideBy ?? expiresAt),
    }),
  );
  const left = count - shown.length;
  return [
    words.waiting(count),
    [...lines, ...(left > 0 ? [words.more(left)] : [])].join('\n'),
    ...(reviewUrl === null ? [] : [words.decide(reviewUrl)]),
  ].join('\n\n');
}
