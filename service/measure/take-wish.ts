import type { WishChange } from '../discourse/wire/plugin/interpret-signal.ts';
import type { ForumId, MemberId } from '../model/ids.ts';
import type { Trx } from '../storage/database.ts';
import type { MemberStore } from '../storage/members/member-store.ts';
import { type HoldDeps, holdForbidden } from './hold-forbidden.ts';

export interface WishDeps extends HoldDeps {
  members: Pick<MemberStore, 'find' | 'learn' | 'tellPreferences' | 'changePreference'>;
}

/** Writes down what a member has changed about what may reach them, and holds what it forbids. */
export async function takeWish(
  deps: WishDeps,
  trx: Trx,
  told: { forum: ForumId; id: MemberId; change: WishChange; at: Date },
): Promise<void> {
  const { forum, id, change, at } = told;
  const who = { forum, id };
  switch (change.wish) {
    case 'all': {
      await deps.members.tellPreferences(trx, who, { preferences: change.preferences, at });
      // Quiet hours mean nothing without the clock that they are told by.
      const facts = change.timeZone === null ? {} : { timeZone: change.timeZone };
      await deps.members.learn(trx, { ...who, username: null, facts, source: 'plugin', at });
      break;
    }
    case 'kind_declined':
      await deps.members.changePreference(trx, who, {
        change: { part: 'kind_declined', kind: change.kind },
        at,
      });
      break;
    case 'bot_ignored':
      await deps.members.changePreference(trx, who, {
        change: { part: 'bot_ignored', ignored: change.ignored },
        at,
      });
      break;
  }
  await holdForbidden(deps, trx, forum, id);
}
