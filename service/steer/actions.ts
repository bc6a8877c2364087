import { rungOrder, withDefaultRung } from '../engine/conditions/rung.ts';
import type { Rung } from '../model/decision.ts';
import { type ForumId, type MemberId, type RuleId, eventId, inboxId, offerId } from '../model/ids.ts';
import { didYouMean } from '../rulebook/reading/did-you-mean.ts';
import type { Rulebook } from '../rulebook/rulebook.ts';
import type { Db, Trx } from '../storage/database.ts';
import type { EventStore } from '../storage/event-store.ts';
import type { ForumStore } from '../storage/forum-store.ts';
import type { InboxStore } from '../storage/inbox-store.ts';
import type { MemberStore } from '../storage/members/member-store.ts';
import type { OfferStore } from '../storage/offers/offer-store.ts';
import type { RuleRepositoryStore } from '../storage/rule-repository-store.ts';
import type { RuleStore } from '../storage/rule-store.ts';
import type { SessionStore } from '../storage/session-store.ts';

export interface SteerDeps {
  db: Db;
  rules: RuleStore;
  forums: ForumStore;
  inbox: InboxStore;
  events: EventStore;
  offers: OfferStore;
  members: MemberStore;
  sessions: Pick<SessionStore, 'end'>;
  ruleRepository: RuleRepositoryStore;
  rulebook(): Rulebook;
}

/** Who changes something and why; kept beside every change. */
export interface ChangedBy {
  who: string;
  /** Their account on the forum, where that is known. */
  memberId?: number | null;
  /** Nothing said: Waypost itself, or a member of the forum by what they did there. */
  madeOn?: 'dashboard' | 'command line';
  why: string;
}

/** What is paused: all sending to the forum, or the offers of one rule. */
export type PauseScope = { scope: 'forum' } | { scope: 'rule'; rule: RuleId };

/** What may be put back at the start: a quarantined webhook, a dead event, a dead offer. */
export type ReplaySubject = 'inbox' | 'event' | 'offer';

export type RungChange = { moved: true; from: Rung; to: Rung } | { moved: false; because: string };

/** Everything that people change while Waypost runs; the dashboard and the command line call the same functions. */
export function createActions(deps: SteerDeps) {
  const { db, rules } = deps;

  async function change(
    by: ChangedBy & { forum: ForumId },
    what: { what: string; subject: string },
    act: (trx: Trx) => Promise<void>,
  ): Promise<void> {
    await db.transaction().execute(async (trx) => {
      await act(trx);
      const { forum, who, why, memberId = null, madeOn = '' } = by;
      await rules.recordChange(trx, { forum, who, why, memberId, madeOn, ...what });
    });
  }

  return {
    /** In force with the commit, in every process: each send asks Postgres in the statement that begins it. */
    async pause(by: ChangedBy & { forum: ForumId } & PauseScope): Promise<void> {
      await change(by, { what: 'pause', subject: nameOf(by) }, (trx) =>
        by.scope === 'forum'
          ? rules.pauseForum(trx, by.forum, by.who, by.why)
          : rules.pauseRule(trx, by.forum, by.rule),
      );
    },

    async resume(by: ChangedBy & { forum: ForumId } & PauseScope): Promise<void> {
      await change(by, { what: 'resume', subject: nameOf(by) }, async (trx) => {
        await deps.offers.wakePaused(trx, by.forum);
        if (by.scope === 'rule') await rules.resumeRule(trx, by.forum, by.rule);
        else await rules.resumeForum(trx, by.forum);
      });
      if (by.scope === 'forum') await deps.forums.unblock(by.forum);
    },

    /** Returns how many were put back; what is no longer replayable is left alone. */
    async replay(
      by: ChangedBy & { forum: ForumId; subject: ReplaySubject; ids: readonly string[] },
    ): Promise<number> {
      let count = 0;
      const ids = by.ids.filter((id) => /^\d{1,18}$/.test(id));
      await change(by, { what: 'replay', subject: `${by.subject} ${ids.join(' ')}` }, async (trx) => {
        if (by.subject === 'inbox') count = await deps.inbox.replay(trx, by.forum, ids.map(inboxId));
        if (by.subject === 'event') count = await deps.events.replay(trx, by.forum, ids.map(eventId));
        if (by.subject === 'offer') count = await deps.offers.replay(trx, by.forum, ids.map(offerId));
      });
      return count;
    },

    /** Ends unreadable webhooks for good, for the reason in `why`. Returns how many there were. */
    async putAside(by: ChangedBy & { forum: ForumId; ids: readonly string[] }): Promise<number> {
      let count = 0;
      const ids = by.ids.filter((id) => /^\d{1,18}$/.test(id));
      await change(by, { what: 'put aside', subject: `inbox ${ids.join(' ')}` }, async (trx) => {
        count = await deps.inbox.putAside(trx, by.forum, ids.map(inboxId));
      });
      return count;
    },

    /** Moves a rule within what its file allows; `because` is a sentence for the person who asked. */
    async setRung(by: ChangedBy & { forum: ForumId; rule: RuleId; rung: Rung }): Promise<RungChange> {
      const rulebook = deps.rulebook();
      const rule = rulebook.rules.get(by.rule);
      if (!rule) {
        const names = [...rulebook.rules.keys()].join(', ');
        const near = didYouMean(by.rule, [...rulebook.rules.keys()]);
        const because = `There is no rule ${JSON.stringify(by.rule)}${near}; known: ${names}.`;
        return { moved: false, because };
      }
      if (rungOrder.indexOf(by.rung) > rungOrder.indexOf(rule.rollout)) {
        return {
          moved: false,
          because: `${rule.file} allows ${by.rule} to rise to ${rule.rollout}, not to ${by.rung}; raise its "rollout" there first.`,
        };
      }
      const forum = await deps.forums.find(by.forum);
      if (!forum)
        return {
          moved: false,
          because: `There is no forum ${JSON.stringify(by.forum)} in this installation.`,
        };
      const { rungs } = await rules.standings(db, by.forum);
      const from = withDefaultRung(rulebook.rules, rungs, forum.defaultRung).get(by.rule) ?? 'shadow';
      if (from === by.rung) return { moved: false, because: `${by.rule} is ${from} already.` };
      await change(by, { what: 'set rung', subject: `${by.rule}: ${from} to ${by.rung}` }, (trx) =>
        rules.setRung(trx, by.forum, by.rule, by.rung),
      );
      return { moved: true, from, to: by.rung };
    },

    /** Signs somebody else out of the dashboard. */
    async endSessions(by: ChangedBy & { forum: ForumId; ids: readonly string[]; of: string }): Promise<void> {
      await change(by, { what: 'end sessions', subject: by.of }, async (trx) => {
        await deps.sessions.end(trx, by.ids);
      });
    },

    /** The rules of an earlier commit decide, in every process within seconds, until somebody follows the branch again. */
    async rollBack(by: ChangedBy & { forum: ForumId; commit: string }): Promise<void> {
      const { commit, who, why } = by;
      await change(by, { what: 'roll back', subject: `rules of ${commit.slice(0, 12)}` }, (trx) =>
        deps.ruleRepository.pin(trx, { commit, by: who, why }),
      );
    },

    async followBranch(by: ChangedBy & { forum: ForumId }): Promise<void> {
      await change(by, { what: 'follow branch', subject: 'rules' }, (trx) => deps.ruleRepository.unpin(trx));
    },

    /** A member said stop: no offer that is not yet sent will be, and none is made again. */
    async optOut(about: { forum: ForumId; member: MemberId; username: string; why?: string }): Promise<void> {
      await change(
        { forum: about.forum, who: `member ${about.member}`, why: about.why ?? 'answered "stop"' },
        { what: 'opt out', subject: `member ${about.member}` },
        async (trx) => {
          const told = { facts: {}, source: 'webhook' as const, at: new Date(0) };
          await deps.members.learn(trx, {
            forum: about.forum,
            id: about.member,
            username: about.username,
            ...told,
          });
          await deps.members.decline(trx, about.forum, about.member);
          await deps.offers.holdAllFor(trx, about.forum, about.member, { code: 'opted_out' });
        },
      );
    },
  };
}

export type Actions = ReturnType<typeof createActions>;

function nameOf(scope: PauseScope): string {
  return scope.scope === 'forum' ? 'all sending' : `rule ${scope.rule}`;
}
