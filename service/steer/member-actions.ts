import type { ForumId, MemberId } from '../model/ids.ts';
import type { Db, Trx } from '../storage/database.ts';
import type { MemberStore } from '../storage/members/member-store.ts';
import type { OfferStore } from '../storage/offers/offer-store.ts';
import type { RuleStore } from '../storage/rule-store.ts';
import type { ChangedBy } from './actions.ts';

export interface MemberActionsDeps {
  db: Db;
  rules: Pick<RuleStore, 'recordChange'>;
  members: Pick<MemberStore, 'learn' | 'decline' | 'allow' | 'forget' | 'isErased'>;
  offers: Pick<OfferStore, 'holdAllFor'>;
}

type About = ChangedBy & { forum: ForumId; member: MemberId };

/** What people do on a member's behalf, each recorded with who and why. */
export function createMemberActions(deps: MemberActionsDeps) {
  const { db, rules, members } = deps;

  async function record(trx: Trx, by: About, what: string, subject: string): Promise<void> {
    const { forum, who, why, memberId = null, madeOn = '' } = by;
    await rules.recordChange(trx, { forum, who, what, subject, why, memberId, madeOn });
  }

  /** What is changed for a member who was erased holds for them, and leaves no row of theirs. */
  async function leaveErased(trx: Trx, { forum, member }: About, act: () => Promise<void>): Promise<void> {
    const wasErased = await members.isErased(trx, forum, member);
    await act();
    if (wasErased) await members.forget(trx, forum, member);
  }

  return {
    /** As if they had said stop: no offer that is not yet sent will be, and none is made again. */
    async declineFor(by: About): Promise<void> {
      const { forum, member } = by;
      await db.transaction().execute(async (trx) => {
        await record(trx, by, 'opt out for', `member ${member}`);
        await leaveErased(trx, by, async () => {
          const nothing = { username: null, facts: {}, source: 'ledger' as const, at: new Date(0) };
          await members.learn(trx, { forum, id: member, ...nothing });
          await members.decline(trx, forum, member);
          await deps.offers.holdAllFor(trx, forum, member, { code: 'opted_out' });
        });
      });
    },

    /** Takes back what was declined by "stop" or on behalf. What they have set in the forum itself still holds. */
    async allowFor(by: About): Promise<void> {
      const { forum, member } = by;
      await db.transaction().execute(async (trx) => {
        await record(trx, by, 'allow for', `member ${member}`);
        await leaveErased(trx, by, async () => {
          const nothing = { username: null, facts: {}, source: 'ledger' as const, at: new Date(0) };
          await members.learn(trx, { forum, id: member, ...nothing });
          await members.allow(trx, forum, member);
        });
      });
    },

    /** Everything held of a member goes; what remains is a keyed digest. It is recorded that it was done, and not to whom. */
    async eraseFor(by: About): Promise<void> {
      await db.transaction().execute(async (trx) => {
        await members.forget(trx, by.forum, by.member);
        await record(trx, by, 'erase member', 'a member');
      });
    },
  };
}

export type MemberActions = ReturnType<typeof createMemberActions>;
