import type { Kind, Reason } from '../../model/decision.ts';
import type { RuleId, TopicId } from '../../model/ids.ts';
import type { Consent } from '../../model/member.ts';
import { reason } from './check.ts';

/** What is to be offered: by which rule, which kind of help, and where, if anywhere. */
export interface Offered {
  rule: RuleId;
  kind: Kind;
  topicId: TopicId | null;
}

/** What a member has told Waypost itself against this; empty: nothing. What holds for good comes first. */
export function judgeConsent(offered: Offered, consent: Consent, now: Date): Reason[] {
  if (consent.state === 'open') return [];
  const since = consent.since.toISOString();
  const scope = declinedScope(offered, consent);
  if (scope !== null) return [reason('opted_out', { scope, since })];
  if (consent.scope !== 'some' || consent.until === null || consent.until <= now) return [];
  return [reason('member_paused', { until: consent.until.toISOString() })];
}

function declinedScope(
  { rule, kind, topicId }: Offered,
  consent: Extract<Consent, { state: 'declined' }>,
): 'all' | 'kinds' | 'rule' | 'topic' | null {
  if (consent.scope === 'all') return 'all';
  if (consent.kinds.includes(kind)) return 'kinds';
  if (consent.scope === 'kinds') return null;
  if (consent.rules.includes(rule)) return 'rule';
  return topicId !== null && consent.topics.includes(topicId) ? 'topic' : null;
}
