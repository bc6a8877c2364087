import { hash } from 'node:crypto';
import { nextStage } from '../engine/next-stage.ts';
import { sayReason } from '../engine/say-reason.ts';
import { isHappening } from '../model/happening.ts';
import { isLifeEvent } from '../model/life-event.ts';
import type { CommunityEvent, StageEntered } from '../model/event.ts';
import { known } from '../model/fact.ts';
import type { EventId } from '../model/ids.ts';
import type { Member } from '../model/member.ts';
import type { Post } from '../model/post.ts';
import type { Rulebook } from '../rulebook/rulebook.ts';
import type { Trx } from '../storage/database.ts';
import type { EventStore } from '../storage/event-store.ts';
import type { MemberStore } from '../storage/member-store.ts';
import { type FactsDeps, memberAt } from './gather-facts.ts';

export interface FollowedStage {
  /** With the stage as it is now; null where the event is about nobody's stage. */
  member: Member | null;
  events: EventId[];
}

/**
 * Works out the member's stage after this event. A change is written down with its reason and becomes an event of
 * its own, unless it is the first look at somebody who was there before Waypost: that is no news to them.
 */
export async function followStage(
  deps: FactsDeps & { events: EventStore; members: MemberStore },
  trx: Trx,
  input: { event: CommunityEvent; rulebook: Rulebook; now: Date },
): Promise<FollowedStage> {
  const { event, rulebook, now } = input;
  const about = whose(event);
  if (!about) return { member: null, events: [] };
  // Two posts decided at the same moment must not both find the member in the stage before.
  await deps.members.lock(trx, event.forum, about.id);
  const recorded = await deps.members.find(trx, event.forum, about.id);
  if (!recorded) return { member: null, events: [] };
  // The newest event is decided first. One from before the present stage began is no step back: it is the present that counts.
  const { stageSince } = recorded.member;
  const stagesDigest = hash('sha1', JSON.stringify(rulebook.stages));
  if (recorded.stagesDigest !== stagesDigest)
    await deps.members.noteStages(trx, event.forum, about.id, stagesDigest);
  const isLate = stageSince.known && stageSince.value > event.occurredAt;
  // A moment after what began the stage, so that this counts too.
  const at = isLate ? new Date(stageSince.value.getTime() + 1) : event.occurredAt;
  const found = await memberAt(deps, trx, { forum: event.forum, id: about.id, at });
  if (!found) return { member: null, events: [] };
  const { member, watchedSince } = found;

  const next = nextStage({
    stages: rulebook.stages,
    member,
    postedAt: about.post && !isLate ? event.occurredAt : null,
    now,
  });
  if (next.verdict !== 'enters') return { member, events: [] };

  const because = sayReason(next.because, 'en');
  await deps.members.enterStage(trx, {
    forum: event.forum,
    id: member.id,
    stage: next.stage,
    previous: next.previous,
    because,
    at,
  });
  const moved: Member = {
    ...member,
    stage: known(next.stage, 'ledger', at),
    stageSince: known(at, 'ledger', at),
  };
  // Measured by another list of stages than last time, it is the list that has changed and not the member.
  const isNewMeasure = recorded.stagesDigest !== null && recorded.stagesDigest !== stagesDigest;
  const isKnownToUs =
    next.previous !== null || (member.joinedAt.known && member.joinedAt.value >= watchedSince);
  if (isNewMeasure || !isKnownToUs) return { member: moved, events: [] };

  const entered: StageEntered = {
    kind: 'stage.entered',
    forum: event.forum,
    logicalKey: `stage_entered:${member.id}:${next.stage}:${at.toISOString()}`,
    occurredAt: at,
    source: event.source,
    memberId: member.id,
    stage: next.stage,
    previous: next.previous,
    because: next.because,
    post: about.post,
  };
  const id = await deps.events.record(trx, entered, { inboxId: null });
  return { member: moved, events: id === null ? [] : [id] };
}

function whose(event: CommunityEvent): { id: Member['id']; post: Post | null } | null {
  if (isHappening(event) || isLifeEvent(event)) return null;
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
