import type { Reason } from '../../model/decision.ts';
import type { Post } from '../../model/post.ts';
import { findResource } from '../../rulebook/resources/find-resource.ts';
import { situations } from '../../rulebook/resources/resource.ts';
import type { Rule } from '../../rulebook/rule.ts';
import type { Rulebook } from '../../rulebook/rulebook.ts';
import { reason } from '../conditions/check.ts';
import { phrasesOf } from './read-post.ts';

/**
 * The mood that a post tells of by the words listed in `site.yml`, with those words; looked for only where the guide has a
 * wording for it. Of several moods the first counts: frustrated, confused, praise. Empty: the plain wording.
 */
export function tellSituation(
  rulebook: Rulebook,
  { offer }: Pick<Rule, 'offer'>,
  post: Post | null,
): Reason[] {
  const variants = [...(findResource(rulebook, offer)?.variants.values() ?? [])];
  const worded = situations.filter((one) => variants.some((variant) => variant.situations.has(one)));
  if (post === null || worded.length === 0) return [];
  const found = phrasesOf(rulebook, post);
  for (const situation of worded) {
    const words = (rulebook.situations.get(situation) ?? []).filter((term) => found.has(term));
    if (words.length === 0) continue;
    const shown = words
      .slice(0, 3)
      .map(({ written }) => written)
      .join(', ');
    return [reason('situation_told', { situation, words: shown })];
  }
  return [];
}
