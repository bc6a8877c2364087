import { sql } from 'kysely';
import type { Kind } from '../../model/decision.ts';
import { type ForumId, type MemberId, type RuleId, type TopicId, ruleId, topicId } from '../../model/ids.ts';
import type { Consent } from '../../model/member.ts';
import type { Trx } from '../database.ts';
import type { StoredParts } from '../schema.ts';

/** What a member wants no more of, without declining everything for good. */
export type DeclinedPart =
  | { part: 'rule'; rule: RuleId }
  | { part: 'kind'; kind: Kind }
  | { part: 'topic'; topicId: TopicId }
  | { part: 'everything'; until: Date };

export interface ConsentRow {
  consent: string;
  consentKinds: string[];
  consentAt: Date | null;
  declined: StoredParts;
}

/** Adds to what a member has declined; what they declined before stays. */
export async function declinePart(
  trx: Trx,
  forum: ForumId,
  id: MemberId,
  declined: DeclinedPart,
): Promise<void> {
  await sql`update member set ${changeOf(declined)}, consent_at = now()
    where forum_id = ${forum} and id = ${id}`.execute(trx);
}

function changeOf(declined: DeclinedPart) {
  switch (declined.part) {
    case 'kind':
      return sql`consent = case consent when 'all' then 'all' else 'kinds' end,
        consent_kinds = array_remove(consent_kinds, ${declined.kind}::text) || ${declined.kind}::text`;
    case 'rule':
      return added('rules', declined.rule);
    case 'topic':
      return added('topics', String(declined.topicId));
    case 'everything':
      return sql`declined = declined || jsonb_build_object('snoozedUntil', ${declined.until.toISOString()}::text)`;
  }
}

function added(list: 'rules' | 'topics', name: string) {
  return sql`declined = declined || jsonb_build_object(${list}::text,
    (coalesce(declined -> ${list}::text, '[]') - ${name}::text) || to_jsonb(${name}::text))`;
}

export function readConsent({ consent, consentKinds, consentAt, declined }: ConsentRow): Consent {
  const since = consentAt ?? new Date(0);
  if (consent === 'all') return { state: 'declined', scope: 'all', since };
  const kinds = consent === 'kinds' ? consentKinds : [];
  const { rules = [], topics = [], snoozedUntil } = declined;
  if (rules.length + topics.length === 0 && snoozedUntil === undefined)
    return kinds.length === 0 ? { state: 'open' } : { state: 'declined', scope: 'kinds', kinds, since };
  return {
    state: 'declined',
    scope: 'some',
    kinds,
    rules: rules.map(ruleId),
    topics: topics.map((topic) => topicId(Number(topic))),
    until: snoozedUntil === undefined ? null : new Date(snoozedUntil),
    since,
  };
}

/** Of two accounts' wishes all that either holds: they have become one. */
export function joinParts(one: StoredParts, other: StoredParts): StoredParts {
  const both = (list: 'rules' | 'topics') => [...new Set([...(one[list] ?? []), ...(other[list] ?? [])])];
  const until = [one.snoozedUntil, other.snoozedUntil]
    .filter((told) => told !== undefined)
    .toSorted()
    .at(-1);
  return {
    rules: both('rules'),
    topics: both('topics'),
    ...(until === undefined ? {} : { snoozedUntil: until }),
  };
}
