import { factsOfMember } from '../discourse/wire/plugin/facts-of-member.ts';
import type { PluginClient } from '../discourse/plugin-client.ts';
import type { ForumId } from '../model/ids.ts';
import type { Db } from '../storage/database.ts';
import type { MemberStore } from '../storage/members/member-store.ts';
import type { OfferStore } from '../storage/offers/offer-store.ts';
import { type HoldDeps, holdForbidden } from './hold-forbidden.ts';

export interface RereadDeps extends HoldDeps {
  db: Db;
  plugin: Pick<PluginClient, 'memberFacts'>;
  members: Pick<MemberStore, 'find' | 'learn' | 'tellPreferences'>;
  offers: Pick<OfferStore, 'waitingFor' | 'hold' | 'membersWaiting'>;
}

const mostMembers = 500;
const atOnce = 100;

/**
 * Signals were lost: asks anew what the members want who have an offer waiting, and holds what they have forbidden.
 * Everybody else is read at their next sign of life. Returns how many were read.
 * @throws DiscourseError
 */
export async function rereadMembers(deps: RereadDeps, forum: ForumId): Promise<number> {
  const waiting = await deps.offers.membersWaiting(forum, mostMembers);
  let read = 0;
  for (let from = 0; from < waiting.length; from += atOnce) {
    const at = await deps.clock(deps.db);
    const members = (await deps.plugin.memberFacts(waiting.slice(from, from + atOnce))) ?? [];
    for (const member of members) {
      await deps.db.transaction().execute(async (trx) => {
        const who = { forum, id: member.id };
        const { username, facts, preferences } = factsOfMember(member);
        await deps.members.learn(trx, { ...who, username, facts, source: 'plugin', at });
        // What was lost may be newer than what was heard: now it is the forum's word that counts.
        if (preferences) await deps.members.tellPreferences(trx, who, { preferences, at });
        await holdForbidden(deps, trx, forum, member.id);
      });
    }
    read += members.length;
  }
  return read;
}
