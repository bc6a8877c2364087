import { sql } from 'kysely';

/**
 * Whether the row `member` forbids the row `offer` now, by what they have told Waypost or set in the forum: the stricter
 * of the two. The same as `judgeConsent`, `judgePreferences` and `judgeChannel` of the engine, where an offer must be
 * found or stopped inside one statement.
 */
export const isForbidden = sql<boolean>`(
  member.consent = 'all'
  or (member.consent = 'kinds' and offer.kind = any(member.consent_kinds))
  or (member.preferences is not null and (
    (member.preferences ->> 'botIgnored')::boolean
    or ((member.preferences ->> 'paused')::boolean
      and coalesce((member.preferences ->> 'pausedUntil')::timestamptz > now(), true))
    or jsonb_exists(member.preferences -> 'declinedKinds', offer.kind)
    or jsonb_exists(member.preferences -> 'declinedChannels', offer.channel)
    or coalesce((member.preferences -> 'snoozed' ->> offer.kind)::timestamptz > now(), false))))`;
