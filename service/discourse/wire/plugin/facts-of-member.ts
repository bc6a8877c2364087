import type { TrustLevel } from '../../../model/member.ts';
import type { Preferences } from '../../../model/plugin.ts';
import type { PluginMember } from './read-facts.ts';
import { preferencesOf } from './read-preferences.ts';

export interface ToldByPlugin {
  username: string;
  facts: Partial<{
    trustLevel: TrustLevel;
    joinedAt: Date;
    lastSeenAt: Date;
    lastPostedAt: Date;
    postCount: number;
    groups: readonly string[];
    locale: string;
    timeZone: string;
  }>;
  preferences: Preferences | null;
}

/** What the plugin's bulk facts tell of a member, in our words; what it did not say is left out. */
export function factsOfMember(member: PluginMember): ToldByPlugin {
  const { trustLevel, joinedAt, lastSeenAt, lastPostedAt, groups, locale, timeZone, consent } = member;
  // Discourse counts answers and opening posts apart.
  const postCount =
    member.postCount === null || member.topicCount === null ? null : member.postCount + member.topicCount;
  const told = { trustLevel, joinedAt, lastSeenAt, lastPostedAt, postCount, groups, locale, timeZone };
  return {
    username: member.username,
    facts: Object.fromEntries(Object.entries(told).filter(([, value]) => value !== null)),
    preferences: consent === null ? null : preferencesOf(consent),
  };
}
