import { type Share, estimateShare } from '../../engine/estimate-share.ts';
import type { OutcomeKind } from '../../model/outcome.ts';
import type { OutcomeNumbers } from '../../storage/reports/outcomes.ts';

export interface Rate {
  kind: OutcomeKind;
  share: Share;
}

/** Shares of what can be said of an offer at all: votes of those who voted, the rest of offers whose two weeks are over. */
export function ratesOf(numbers: OutcomeNumbers): Rate[] {
  const { ripe, ripeInTopic, ripeWithLinks } = numbers;
  const offers = (kind: OutcomeKind) => numbers.kinds.get(kind)?.offers ?? 0;
  const ofRipe = (kind: OutcomeKind, of: number): Rate => ({
    kind,
    share: estimateShare(Math.min(of, numbers.kinds.get(kind)?.ripe ?? 0), of),
  });
  return [
    { kind: 'helped', share: estimateShare(offers('helped'), offers('helped') + offers('not_helped')) },
    ofRipe('solved', ripeInTopic),
    ofRipe('posted_again', ripe),
    ofRipe('came_back', ripe),
    ofRipe('clicked', ripeWithLinks),
    ofRipe('answered', ripeInTopic),
  ];
}

/** What the judged offers say as a whole. */
export function verdictOf({ good, bad }: Pick<OutcomeNumbers, 'good' | 'bad'>): {
  says: 'too_early' | 'helps' | 'harms' | 'unclear';
  share: Share;
} {
  const share = estimateShare(good, good + bad);
  if (share.kind === 'too_early') return { says: 'too_early', share };
  if (share.low > 0.5) return { says: 'helps', share };
  return { says: share.high < 0.5 ? 'harms' : 'unclear', share };
}
