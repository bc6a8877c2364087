import { setImmediate as others } from 'node:timers/promises';
import { type ConsideredRule, consider } from '../engine/consider.ts';
import { isAwaited } from '../engine/is-awaited.ts';
import { readInTurns } from '../engine/matching/read-in-turns.ts';
import { isAnnouncement } from '../model/announcement.ts';
import type { CrashPoint } from '../model/crash-point.ts';
import type { CommunityEvent, MemberChanged } from '../model/event.ts';
import type { EventId, ForumId } from '../model/ids.ts';
import type { Rulebook } from '../rulebook/rulebook.ts';
import type { Db } from '../storage/database.ts';
import type { EventStore } from '../storage/event-store.ts';
import type { ForumStore } from '../storage/forum-store.ts';
import type { InboxStore } from '../storage/inbox-store.ts';
import type { Lease } from '../storage/lease.ts';
import type { LifecycleStore } from '../storage/lifecycle-store.ts';
import type { MemberStore } from '../storage/members/member-store.ts';
import type { PostStore } from '../storage/post-store.ts';
import { type DecideDeps, type Decided, decideAndReserve } from './decide-and-reserve.ts';
import { type FactsDeps, type GatheredFacts, gatherFacts, gatherLocalFacts } from './gather-facts.ts';
import { followStage, lockWhomItMoves } from './follow-stage.ts';
import { type StopDeps, saidStop } from './said-stop.ts';

export interface EvaluateDeps extends FactsDeps, DecideDeps, StopDeps {
  db: Db;
  events: EventStore;
  inbox: InboxStore;
  members: MemberStore;
  lifecycle: LifecycleStore;
  posts: PostStore;
  forums: ForumStore;
  rulebook(): Rulebook;
  /** Events and offers that other workers, or this one, may go on with. */
  wakeForEvents(ids: readonly EventId[]): void;
  wakeForOffers(forum: ForumId): void;
  crash: CrashPoint;
}

export interface LeasedEvent {
  id: EventId;
  lease: Lease;
  event: CommunityEvent;
  attempts: number;
  recordedAt: Date;
}

const maxAttempts = 10;
/** After an outage webhooks were lost; the look for missed posts comes first. In quiet times it is a minute old at most. */
const longestBlindMs = 5 * 60_000;
/** No rule answers what is older, whatever it says itself. */
const freshestMs = 7 * 86_400_000;

/**
 * Decides over one event: gathers facts first, then decides, reserves and records in one transaction.
 * Runs again without harm; a crash at any point leaves the event due, and nothing half done.
 * @throws what the forum or Postgres threw; the caller gives the event back for later.
 */
export async function evaluateEvent(deps: EvaluateDeps, work: LeasedEvent): Promise<void> {
  const { event } = work;
  const isLookBack = event.source === 'look-back';
  if (work.attempts > maxAttempts) {
    await finish(deps, work, { state: 'dead', reason: `could not be decided in ${maxAttempts} attempts` });
    return;
  }
  const rulebook = deps.rulebook();
  if (!isLookBack && (await saidStop(deps, rulebook, event))) {
    await finish(deps, work, { state: 'done', reason: 'opted_out', rulebook: rulebook.version });
    return;
  }
  if (!isLookBack && Date.now() - event.occurredAt.getTime() > freshestMs) {
    await finish(deps, work, { state: 'missed', reason: 'out_of_date' });
    return;
  }

  if ('post' in event) await readInTurns(rulebook, event.post, others);
  const considered = isAwaited(rulebook, event.kind)
    ? consider(rulebook, event, await gatherLocalFacts(deps, event))
    : [];
  const needsHistory = considered.some(
    ({ rule }) => rule.trigger === 'post.first' || rule.who.stages.length > 0,
  );
  if (needsHistory && !isLookBack) {
    const delayMs = await historyIsUnreadFor(deps, work);
    if (delayMs > 0) {
      await deps.events.postpone(work.id, work.lease, { delayMs, keepAttempt: false });
      return;
    }
  }
  const batches: Batch[] = [];
  for (const together of batchesOf(event, considered)) {
    const facts = await gatherFacts(deps, event, together);
    if (facts === null) continue;
    await readInTurns(rulebook, facts.post, others);
    batches.push({ considered: together, facts });
  }
  await decideAndRecord(deps, work, { rulebook, batches });
}

/** Rules that compete for one place, with what was found out about it. */
interface Batch {
  considered: readonly ConsideredRule[];
  facts: GatheredFacts;
}

/** At most one offer comes of an event, but for what concerns nobody: there each topic is a place of its own. */
function batchesOf(
  event: CommunityEvent,
  considered: readonly ConsideredRule[],
): (readonly ConsideredRule[])[] {
  if (considered.length === 0) return [];
  if (!isAnnouncement(event)) return [considered];
  return [...Map.groupBy(considered, ({ rule }) => rule.details.topic).values()];
}

/**
 * Whether posts from before this event may still be unread, and if so after how long to ask again (0: all are read).
 * Then nobody can say yet whether a post is its author's first.
 */
async function historyIsUnreadFor(deps: EvaluateDeps, { event, recordedAt }: LeasedEvent): Promise<number> {
  if (await deps.inbox.hasUnreadBefore(event.forum, recordedAt)) return 1_000;
  const forum = await deps.forums.find(event.forum);
  if (!forum?.lastReconciledAt) return 0;
  const blindMs = event.occurredAt.getTime() - forum.lastReconciledAt.getTime();
  return forum.gap !== null || blindMs > longestBlindMs ? 10_000 : 0;
}

async function decideAndRecord(
  deps: EvaluateDeps,
  work: LeasedEvent,
  input: { rulebook: Rulebook; batches: readonly Batch[] },
): Promise<void> {
  const { event } = work;
  const { rulebook, batches } = input;
  const after = await deps.db.transaction().execute(async (trx) => {
    await lockWhomItMoves(deps, trx, event);
    if (!(await deps.events.holds(trx, work.id, work.lease))) return null;
    // Who looks back asks what would have been done then.
    const now = event.source === 'look-back' ? event.occurredAt : await deps.clock(trx);
    const stage =
      event.source === 'look-back'
        ? { member: null, events: [] }
        : await followStage(deps, trx, { event, rulebook, now });
    const decided: Decided[] = [];
    if (batches.length > 0) await deps.forums.lockDecisions(trx, event.forum);
    if (isFarewell(event)) {
      await deps.offers.holdAllFor(trx, event.forum, event.memberId, { code: 'member_gone' });
      await deps.sequences.forget(trx, event.forum, event.memberId);
    }
    for (const { considered, facts } of batches) {
      const member = stage.member
        ? { ...facts.member, stage: stage.member.stage, stageSince: stage.member.stageSince }
        : facts.member;
      const input = { rulebook, considered, facts: { ...facts, member }, now };
      decided.push(await decideAndReserve(deps, trx, work, input));
    }
    const isMissed = decided.length > 0 && decided.every((each) => each.isMissed);
    const end = isMissed
      ? ({ state: 'missed', reason: 'out_of_date' } as const)
      : ({ state: 'done', reason: null, rulebook: rulebook.version } as const);
    await deps.events.finish(trx, work.id, work.lease, end);
    deps.crash('evaluate.before-commit');
    return { planned: decided.some(({ planned }) => planned), stageEvents: stage.events };
  });
  deps.crash('evaluate.after-commit');
  if (!after) return;
  if (after.stageEvents.length > 0) deps.wakeForEvents(after.stageEvents);
  if (after.planned) deps.wakeForOffers(event.forum);
}

function isFarewell(event: CommunityEvent): event is MemberChanged {
  return event.kind === 'member.changed' && (event.change === 'destroyed' || event.change === 'anonymized');
}

async function finish(
  deps: EvaluateDeps,
  work: LeasedEvent,
  end: Parameters<EventStore['finish']>[3],
): Promise<void> {
  await deps.db.transaction().execute((trx) => deps.events.finish(trx, work.id, work.lease, end));
}
