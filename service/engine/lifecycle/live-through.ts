import { known } from '../../model/fact.ts';
import type { Member } from '../../model/member.ts';
import type { Measure } from './measure.ts';
import { type Moment, nextBirthday, nextMoments } from './moments.ts';

export interface Life {
  /** As they are at the end, stage and all. */
  member: Member;
  /** What came about, oldest first. */
  moments: readonly Moment[];
  /** The next moment at which anything could; null: never, unless something more is heard of them. */
  dueAt: Date | null;
}

/** Stages that send a member back and forth would go on for ever; a day of rest, then again. */
const most = 24;
const restMs = 86_400_000;

/**
 * A member's life from a moment to another, both included, by the facts as they are: each move at the moment it was due,
 * however late anybody looks. Clocks that jump do no harm: moments follow from facts, and what was lived through is not
 * lived through again. A stage that was entered after `from` is where it begins, and only days that come whatever
 * the stage are told of the time before.
 */
export function liveThrough(about: { measure: Measure; member: Member; from: Date; until: Date }): Life {
  const { measure, until } = about;
  let { member } = about;
  const since = member.stageSince.known ? member.stageSince.value.getTime() : 0;
  let after = new Date(Math.max(about.from.getTime(), since) - 1);
  const moments = birthdays(about, after < until ? after : until);
  while (moments.length < most) {
    const next = nextMoments(measure, member, after);
    const [first] = next;
    if (first === undefined || first.at > until) return { member, moments, dueAt: first?.at ?? null };
    moments.push(...next);
    member = next.reduce(withMoment, member);
    // After a move the same millisecond is asked again, for the stage now entered.
    after = first.kind === 'stage' ? new Date(first.at.getTime() - 1) : first.at;
  }
  return { member, moments, dueAt: new Date(until.getTime() + restMs) };
}

/** Anniversaries from where a life is looked at up to a moment, that moment included. */
function birthdays({ measure, member, from }: Parameters<typeof liveThrough>[0], upTo: Date): Moment[] {
  const found: Moment[] = [];
  let next = nextBirthday(measure, member, new Date(from.getTime() - 1));
  while (next !== null && next.at <= upTo && found.length < most) {
    found.push(next);
    next = nextBirthday(measure, member, next.at);
  }
  return found;
}

function withMoment(member: Member, moment: Moment): Member {
  if (moment.kind !== 'stage') return member;
  return {
    ...member,
    stage: known(moment.enters.stage, 'ledger', moment.at),
    stageSince: known(moment.at, 'ledger', moment.at),
  };
}
