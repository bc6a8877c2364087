import type { Logger } from 'pino';
import { type Life, liveThrough } from '../engine/lifecycle/live-through.ts';
import type { Measure } from '../engine/lifecycle/measure.ts';
import { nextMoments } from '../engine/lifecycle/moments.ts';
import { tellMoments } from '../engine/lifecycle/tell-moments.ts';
import { sayReason } from '../engine/explaining/say-reason.ts';
import type { CommunityEvent } from '../model/event.ts';
import type { EventId, ForumId } from '../model/ids.ts';
import type { Db, Trx } from '../storage/database.ts';
import type { EventStore } from '../storage/event-store.ts';
import type { LifecycleStore, MeasuredMember, Settled, Walk } from '../storage/lifecycle-store.ts';

export interface LivesDeps {
  db: Db;
  lifecycle: LifecycleStore;
  events: Pick<EventStore, 'recordAll'>;
  clock(handle: Db | Trx): Promise<Date>;
  measure(): Measure;
  /** Whether some rule waits for members to leave a stage. */
  isLeavingAsked(): boolean;
  wakeForEvents(ids: readonly EventId[]): void;
  log: Pick<Logger, 'warn'>;
}

const batch = 500;
/** In one round, so that an outage's backlog is spread over minutes. */
const mostInARound = 10_000;
/** What came due longer ago is written down and triggers nothing; no rule answers what is older than this. */
const quietAfterMs = 7 * 86_400_000;
const walkEveryMs = 86_400_000;

export interface LivesRound {
  looked: number;
  moved: number;
  told: number;
  walked: number;
}

/**
 * Takes the members for whom something is due, as time alone brings it: a stage by silence, a stall, an anniversary.
 * A batch is one transaction, and what it tells has logical keys: a crash leaves it due, a second process takes others.
 */
export async function followLives(deps: LivesDeps, forum: ForumId, signal: AbortSignal): Promise<LivesRound> {
  const round: LivesRound = { looked: 0, moved: 0, told: 0, walked: 0 };
  const { isDue, isToWalk } = await deps.lifecycle.work(forum, walkOf(deps));
  if (isToWalk) round.walked = await walk(deps, forum, signal);
  let isMore = isDue || isToWalk;
  while (isMore && round.looked < mostInARound && !signal.aborted) {
    const done = await followBatch(deps, forum);
    round.looked += done.looked;
    round.moved += done.moved;
    round.told += done.told.length;
    if (done.told.length > 0) deps.wakeForEvents(done.told);
    isMore = done.looked === batch;
  }
  if (isMore && !signal.aborted)
    deps.log.warn({ forum, looked: round.looked }, 'more members are due than one round takes');
  return round;
}

function walkOf({ lifecycle, measure }: LivesDeps): Walk {
  return { measure: lifecycle.digestOf(measure()), everyMs: walkEveryMs };
}

async function followBatch(
  deps: LivesDeps,
  forum: ForumId,
): Promise<{ looked: number; moved: number; told: EventId[] }> {
  const measure = deps.measure();
  const stagesDigest = deps.lifecycle.digestOf(measure.stages);
  return await deps.db.transaction().execute(async (trx) => {
    const { due, now } = await deps.lifecycle.takeDue(trx, forum, batch);
    if (due.length === 0) return { looked: 0, moved: 0, told: [] };
    const lives = due.map((each) => ({ each, life: lifeOf(measure, each, now) }));
    const settled = lives.map(({ each, life }) => settle(each, life, stagesDigest));
    await deps.lifecycle.settle(trx, forum, settled);
    const events = lives.flatMap(({ each, life }) => tell(deps, { forum, each, life, stagesDigest, now }));
    const told = await deps.events.recordAll(trx, events);
    return { looked: due.length, moved: settled.filter(({ moves }) => moves.length > 0).length, told };
  });
}

function lifeOf(measure: Measure, { member, dueAt }: MeasuredMember, now: Date): Life {
  return liveThrough({ measure, member, from: dueAt ?? now, until: now });
}

function settle({ member }: MeasuredMember, { moments, dueAt }: Life, stagesDigest: string): Settled {
  const moves = moments.flatMap((moment) =>
    moment.kind === 'stage'
      ? [{ ...moment.enters, because: sayReason(moment.enters.because, 'en'), at: moment.at }]
      : [],
  );
  return { id: member.id, stagesDigest, dueAt, moves };
}

function tell(
  deps: LivesDeps,
  about: { forum: ForumId; each: MeasuredMember; life: Life; stagesDigest: string; now: Date },
): CommunityEvent[] {
  const { forum, each, life, now } = about;
  const quietBefore = now.getTime() - quietAfterMs;
  // Measured by another list of stages than last time, it is the list that has changed and not the member.
  const isNewMeasure = each.stagesDigest !== null && each.stagesDigest !== about.stagesDigest;
  const moments = life.moments.filter((moment) => {
    if (moment.at.getTime() < quietBefore) return false;
    if (moment.kind !== 'stage') return true;
    return !isNewMeasure && (moment.enters.previous !== null || each.joinedUnderOurEyes);
  });
  const isLeavingAsked = deps.isLeavingAsked();
  return tellMoments({
    forum,
    memberId: each.member.id,
    moments,
    post: null,
    source: 'sweep',
    isLeavingAsked,
  });
}

/**
 * Looks at everybody once a day, and after the files have changed, a part at a time: whoever should be due earlier than
 * is recorded is marked, and followed like all others.
 */
async function walk(deps: LivesDeps, forum: ForumId, signal: AbortSignal): Promise<number> {
  let walked = 0;
  while (walked < mostInARound && !signal.aborted) {
    const measure = deps.measure();
    const digest = deps.lifecycle.digestOf(measure.stages);
    const seen = await deps.db.transaction().execute(async (trx) => {
      const some = await deps.lifecycle.takeWalk(trx, forum, { ...walkOf(deps), limit: batch });
      if (some === null) return null;
      const now = await deps.clock(trx);
      const late = some.filter((each) => each.stagesDigest !== digest || isLate(measure, each, now));
      await deps.lifecycle.markAll(
        trx,
        forum,
        late.map(({ member }) => member.id),
      );
      return some.length;
    });
    if (seen === null) return walked;
    walked += batch;
  }
  return walked;
}

function isLate(measure: Measure, { member, dueAt }: MeasuredMember, now: Date): boolean {
  const [next] = nextMoments(measure, member, now);
  return next !== undefined && (dueAt === null || dueAt > next.at);
}
