import { countReached } from '../engine/lifecycle/count-reached.ts';
import { isLeavingAsked, measureOf } from '../engine/lifecycle/measure-of.ts';
import { liveThrough } from '../engine/lifecycle/live-through.ts';
import type { Moment } from '../engine/lifecycle/moments.ts';
import { tellMoments } from '../engine/lifecycle/tell-moments.ts';
import { nextStage } from '../engine/lifecycle/next-stage.ts';
import { sayReason } from '../engine/explaining/say-reason.ts';
import { isHappening } from '../model/happening.ts';
import { isDated } from '../model/announcement.ts';
import { isLifeEvent } from '../model/life-event.ts';
import type { CommunityEvent } from '../model/event.ts';
import { known } from '../model/fact.ts';
import type { EventId } from '../model/ids.ts';
import type { Member } from '../model/member.ts';
import type { Post } from '../model/post.ts';
import type { Rulebook } from '../rulebook/rulebook.ts';
import type { Trx } from '../storage/database.ts';
import type { EventStore } from '../storage/event-store.ts';
import type { LifecycleStore } from '../storage/lifecycle-store.ts';
import type { MemberStore } from '../storage/members/member-store.ts';
import { type FactsDeps, memberAt } from './gather-facts.ts';

export interface FollowedStage {
  /** With the stage as it is now; null where the event is about nobody's stage. */
  member: Member | null;
  events: EventId[];
}

export interface FollowStageDeps extends FactsDeps {
  events: EventStore;
  members: MemberStore;
  lifecycle: LifecycleStore;
}

/**
 * Before anything else of the transaction is locked: two posts decided at the same moment must not both find their author
 * in the stage before, and whoever erases or merges members goes from the member to the events too.
 */
export async function lockWhomItMoves(
  { members }: Pick<FollowStageDeps, 'members'>,
  trx: Trx,
  event: CommunityEvent,
): Promise<void> {
  const about = whose(event);
  if (about !== null) await members.lock(trx, event.forum, about.id);
}

/**
 * Works out the member's stage after this event. A change is written down with its reason and becomes an event of
 * its own, unless it is the first look at somebody who was there before Waypost: that is no news to them.
 * Whatever the event changed, the next sweep works out anew when time alone will change something.
 * The caller holds the member (`lockWhomItMoves`).
 */
export async function followStage(
  deps: FollowStageDeps,
  trx: Trx,
  input: { event: CommunityEvent; rulebook: Rulebook; now: Date },
): Promise<FollowedStage> {
  const { event, rulebook, now } = input;
  const about = whose(event);
  if (!about) return { member: null, events: [] };
  const { forum } = event;
  const recorded = await deps.members.find(trx, forum, about.id);
  if (!recorded) return { member: null, events: [] };
  const stagesDigest = deps.lifecycle.digestOf(rulebook.stages);
  const isNewMeasure = recorded.stagesDigest !== null && recorded.stagesDigest !== stagesDigest;
  if (!isNewMeasure) await catchUp(deps, trx, { event, id: about.id, rulebook });
  if (recorded.stagesDigest !== stagesDigest)
    await deps.members.noteStages(trx, forum, about.id, stagesDigest);
  await deps.lifecycle.mark(trx, forum, about.id);

  const present = await deps.members.find(trx, forum, about.id);
  const stageSince = (present ?? recorded).member.stageSince;
  // The newest event is decided first. One from before the present stage began is no step back: it is the present that counts.
  const isLate = stageSince.known && stageSince.value > event.occurredAt;
  // A moment after what began the stage, so that this counts too.
  const at = isLate ? new Date(stageSince.value.getTime() + 1) : event.occurredAt;
  const found = await memberAt(deps, trx, { forum, id: about.id, at });
  if (!found) return { member: null, events: [] };
  const { member, watchedSince } = found;
  const reached = event.kind === 'post.created' && !isLate ? countReached(rulebook, member, event) : null;
  const counted = reached === null ? [] : [reached];

  const next = nextStage({
    stages: rulebook.stages,
    member,
    postedAt: about.post && !isLate ? event.occurredAt : null,
    now,
  });
  if (next.verdict !== 'enters') return { member, events: await deps.events.recordAll(trx, counted) };

  await enter(deps, trx, member, { kind: 'stage', at, enters: next });
  const moved: Member = {
    ...member,
    stage: known(next.stage, 'ledger', at),
    stageSince: known(at, 'ledger', at),
  };
  // Measured by another list of stages than last time, it is the list that has changed and not the member.
  const isKnownToUs =
    next.previous !== null || (member.joinedAt.known && member.joinedAt.value >= watchedSince);
  const moments: Moment[] = isNewMeasure || !isKnownToUs ? [] : [{ kind: 'stage', at, enters: next }];
  const told = tellMoments({
    forum,
    memberId: member.id,
    moments,
    post: about.post,
    source: event.source,
    isLeavingAsked: isLeavingAsked(rulebook),
  });
  return { member: moved, events: await deps.events.recordAll(trx, [...told, ...counted]) };
}

/**
 * What time alone had brought before this event, and no sweep has seen: somebody who writes after a long silence returns,
 * though Waypost was away all the while. Nobody is told of what is over already. The newest post is decided first: what
 * the posts before it bring, time has not brought.
 */
async function catchUp(
  deps: FollowStageDeps,
  trx: Trx,
  { event, id, rulebook }: { event: CommunityEvent; id: Member['id']; rulebook: Rulebook },
): Promise<void> {
  const from = await deps.lifecycle.dueAt(trx, event.forum, id);
  const undecided = await deps.lifecycle.undecidedSince(trx, event.forum, id);
  const until = new Date(Math.min(event.occurredAt.getTime(), undecided?.getTime() ?? Infinity) - 1);
  if (from === null || from > until) return;
  const before = await memberAt(deps, trx, { forum: event.forum, id, at: until });
  if (!before?.member.stage.known) return;
  const measure = { ...measureOf(rulebook), anniversaries: null };
  for (const moment of liveThrough({ measure, member: before.member, from, until }).moments) {
    if (moment.kind === 'stage') await enter(deps, trx, before.member, moment);
  }
}

async function enter(
  deps: FollowStageDeps,
  trx: Trx,
  { forum, id }: Member,
  { at, enters }: Extract<Moment, { kind: 'stage' }>,
): Promise<void> {
  const { stage, previous } = enters;
  const because = sayReason(enters.because, 'en');
  await deps.members.enterStage(trx, { forum, id, stage, previous, because, at });
}

function whose(event: CommunityEvent): { id: Member['id']; post: Post | null } | null {
  if (isHappening(event) || isLifeEvent(event) || isDated(event)) return null;
  switch (event.kind) {
    case 'post.created':
      return { id: event.post.authorId, post: event.post };
    case 'member.changed':
      return event.change === 'destroyed' || event.change === 'anonymized'
        ? null
        : { id: event.memberId, post: null };
    case 'post.edited':
    case 'post.deleted':
    case 'post.recovered':
    case 'post.liked':
    case 'topic.changed':
    case 'stage.entered':
      return null;
  }
}
