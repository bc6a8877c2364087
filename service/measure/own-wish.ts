import type { ForumId, MemberId } from '../model/ids.ts';
import type { Db, Trx } from '../storage/database.ts';
import type { DeclinedPart } from '../storage/members/declined-parts.ts';
import type { MemberStore } from '../storage/members/member-store.ts';
import type { RuleStore } from '../storage/rule-store.ts';
import { type HoldDeps, holdForbidden } from './hold-forbidden.ts';

export interface OwnWishDeps extends Omit<HoldDeps, 'members'> {
  db: Db;
  members: Pick<MemberStore, 'find' | 'learn' | 'declinePart' | 'allow'>;
  rules: Pick<RuleStore, 'recordChange'>;
}

/** A member, named by the forum itself. */
export interface Oneself {
  forum: ForumId;
  id: MemberId;
  username: string;
}

/** A member stops part of what is offered to them; what waits and is covered by it is held. */
export async function declineOwn(deps: OwnWishDeps, who: Oneself, part: DeclinedPart): Promise<void> {
  await changeOwn(
    deps,
    who,
    { what: 'opt out of some', why: `on the page of an offer: ${nameOf(part)}` },
    (trx) => deps.members.declinePart(trx, who.forum, who.id, part),
  );
}

/** A member takes back all that they have stopped. */
export async function allowOwn(deps: OwnWishDeps, who: Oneself): Promise<void> {
  await changeOwn(deps, who, { what: 'opt in again', why: 'on the page of an offer' }, (trx) =>
    deps.members.allow(trx, who.forum, who.id),
  );
}

async function changeOwn(
  deps: OwnWishDeps,
  { forum, id, username }: Oneself,
  { what, why }: { what: string; why: string },
  act: (trx: Trx) => Promise<void>,
): Promise<void> {
  const subject = `member ${id}`;
  await deps.db.transaction().execute(async (trx) => {
    const told = { username, facts: {}, source: 'webhook' as const, at: new Date(0) };
    await deps.members.learn(trx, { forum, id, ...told });
    await act(trx);
    await holdForbidden(deps, trx, forum, id);
    await deps.rules.recordChange(trx, {
      forum,
      who: subject,
      what,
      subject,
      why,
      memberId: null,
      madeOn: '',
    });
  });
}

function nameOf(part: DeclinedPart): string {
  switch (part.part) {
    case 'rule':
      return `rule ${part.rule}`;
    case 'kind':
      return `kind ${part.kind}`;
    case 'topic':
      return 'one topic';
    case 'everything':
      return `everything until ${part.until.toISOString().slice(0, 10)}`;
  }
}
