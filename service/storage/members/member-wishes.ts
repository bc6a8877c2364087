import { sql } from 'kysely';
import type { ForumId, MemberId } from '../../model/ids.ts';
import type { Preferences } from '../../model/plugin.ts';
import type { Trx } from '../database.ts';
import { joinParts } from './declined-parts.ts';
import {
  type PreferencePart,
  changePreferences,
  replacePreferences,
  stricterPreferences,
} from './member-preferences.ts';
import { rememberWish } from './kept-wishes.ts';

interface Who {
  forum: ForumId;
  id: MemberId;
}

/**
 * Whether the row `member` forbids the row `offer` now, by what they have told Waypost or set in the forum: the stricter
 * of the two. The same as `judgeConsent`, `judgePreferences` and `judgeChannel` of the engine, where an offer must be
 * found or stopped inside one statement.
 */
export const isForbidden = sql<boolean>`(
  member.consent = 'all'
  or (member.consent = 'kinds' and offer.kind = any(member.consent_kinds))
  or coalesce(jsonb_exists(member.declined -> 'rules', offer.rule_id), false)
  or coalesce(jsonb_exists(member.declined -> 'topics', offer.topic_id::text), false)
  or coalesce((member.declined ->> 'snoozedUntil')::timestamptz > now(), false)
  or (member.preferences is not null and (
    (member.preferences ->> 'botIgnored')::boolean
    or ((member.preferences ->> 'paused')::boolean
      and coalesce((member.preferences ->> 'pausedUntil')::timestamptz > now(), true))
    or jsonb_exists(member.preferences -> 'declinedKinds', offer.kind)
    or jsonb_exists(member.preferences -> 'declinedChannels', offer.channel)
    or coalesce((member.preferences -> 'snoozed' ->> offer.kind)::timestamptz > now(), false))))`;

/** What members want of Waypost, told by the forum's plugin. Each answers whether anything is different now. */
export function createMemberWishes() {
  return {
    /** All that a member has set, as it was at a moment. What has been told later stays. */
    tellPreferences: (trx: Trx, who: Who, told: { preferences: Preferences; at: Date }): Promise<boolean> =>
      write(trx, who, told.at, (row) => replacePreferences(row, told.preferences, told.at)),

    /** One part of it. */
    changePreference: (trx: Trx, who: Who, told: { change: PreferencePart; at: Date }): Promise<boolean> =>
      write(trx, who, told.at, (row) => changePreferences(row, told.change, told.at)),

    /** Two accounts have become one: of two wishes the stricter holds for it. */
    async joinWishes(trx: Trx, forum: ForumId, from: MemberId, into: MemberId): Promise<void> {
      // The lower number first, whichever of the two it is.
      const first = await lockedRow(trx, { forum, id: from < into ? from : into });
      const second = await lockedRow(trx, { forum, id: from < into ? into : from });
      const [one, other] = from < into ? [first, second] : [second, first];
      const strictest = [one, other].find(({ consent }) => consent === 'all') ?? other;
      const kinds = [...new Set([...one.consentKinds, ...other.consentKinds])];
      const consent = strictest.consent === 'open' && kinds.length > 0 ? 'kinds' : strictest.consent;
      await trx
        .updateTable('member')
        .set({
          consent,
          consentKinds: kinds,
          consentAt: strictest.consentAt ?? one.consentAt,
          declined: JSON.stringify(joinParts(one.declined, other.declined)),
          preferences: stricterPreferences(one.preferences, other.preferences),
          preferencesAt: later(one.preferencesAt, other.preferencesAt),
        })
        .where('forumId', '=', forum)
        .where('id', '=', into)
        .execute();
    },
  };
}

async function write(
  trx: Trx,
  who: Who,
  at: Date,
  change: (row: { preferences: object | null; preferencesAt: Date | null }) => string | null,
): Promise<boolean> {
  const row = await lockedRow(trx, who);
  const preferences = change(row);
  if (preferences === null) return false;
  await trx
    .updateTable('member')
    .set({ preferences, preferencesAt: later(row.preferencesAt, at) })
    .where('forumId', '=', who.forum)
    .where('id', '=', who.id)
    .execute();
  return true;
}

/** The member's row, made where there is none, for this transaction alone. */
async function lockedRow(trx: Trx, { forum, id }: Who) {
  const made = await trx
    .insertInto('member')
    .values({ forumId: forum, id, username: '', facts: '{}' })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  if (made) await rememberWish(trx, forum, id);
  return await trx
    .selectFrom('member')
    .select(['consent', 'consentKinds', 'consentAt', 'declined', 'preferences', 'preferencesAt'])
    .where('forumId', '=', forum)
    .where('id', '=', id)
    .forNoKeyUpdate()
    .executeTakeFirstOrThrow();
}

function later(a: Date | null, b: Date | null): Date | null {
  if (a === null || b === null) return a ?? b;
  return a > b ? a : b;
}
