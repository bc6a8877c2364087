import type { Selectable } from 'kysely';
import { type Fact, type FactSource, known, unknown } from '../../model/fact.ts';
import { forumId, memberId, stageId } from '../../model/ids.ts';
import type { Member, TrustLevel } from '../../model/member.ts';
import { readPreferences } from './member-preferences.ts';
import type { MemberTable } from '../schema.ts';

/** The facts that are kept of a member, each with its source and time. */
export interface MemberFacts {
  trustLevel: TrustLevel;
  joinedAt: Date;
  lastSeenAt: Date;
  lastPostedAt: Date;
  postCount: number;
  groups: readonly string[];
  locale: string;
  timeZone: string;
}

type Row = Pick<
  Selectable<MemberTable>,
  'forumId' | 'id' | 'username' | 'facts' | 'stage' | 'stageSince' | 'preferences' | 'preferencesAt'
>;

/** A member as the ledger keeps them. */
export function readMember(row: Row): Member {
  const never = unknown('no stage worked out yet');
  return {
    forum: forumId(row.forumId),
    id: memberId(row.id),
    username: row.username,
    ...readFacts(row.facts),
    preferences: readPreferences(row),
    stage: row.stage && row.stageSince ? known(stageId(row.stage), 'ledger', row.stageSince) : never,
    stageSince: row.stageSince ? known(row.stageSince, 'ledger', row.stageSince) : never,
  };
}

type StoredFacts = Record<string, { value: unknown; source: string; at: string }>;

function readFacts(stored: StoredFacts): Pick<Member, keyof MemberFacts> {
  const fact = <T>(name: keyof MemberFacts, read: (value: unknown) => T): Fact<T> => {
    const found = stored[name];
    if (!found) return unknown('the forum has not told us yet');
    return known(read(found.value), found.source as FactSource, new Date(found.at));
  };
  const date = (value: unknown) => new Date(String(value));
  return {
    trustLevel: fact('trustLevel', (value) => Number(value) as TrustLevel),
    joinedAt: fact('joinedAt', date),
    lastSeenAt: fact('lastSeenAt', date),
    lastPostedAt: fact('lastPostedAt', date),
    postCount: fact('postCount', Number),
    groups: fact('groups', (value) => (Array.isArray(value) ? value.map(String) : [])),
    locale: fact('locale', String),
    timeZone: fact('timeZone', String),
  };
}
