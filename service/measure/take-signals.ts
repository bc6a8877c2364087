import { hash } from 'node:crypto';
import { interpretSignal } from '../discourse/wire/plugin/interpret-signal.ts';
import type { SignalMeaning } from '../discourse/wire/plugin/interpret-signal.ts';
import type { PluginSignal } from '../discourse/wire/plugin/read-signals.ts';
import type { CategoryFirstVisited, OutsideEvent } from '../model/happening.ts';
import type { EventId, ForumId, MemberId } from '../model/ids.ts';
import type { Db, Trx } from '../storage/database.ts';
import type { EventStore } from '../storage/event-store.ts';
import type { MemberStore } from '../storage/members/member-store.ts';
import type { OfferStore } from '../storage/offers/offer-store.ts';
import type { PostStore } from '../storage/post-store.ts';
import type { HeardSignal, SignalStore } from '../storage/signal-store.ts';
import { holdForbidden } from './hold-forbidden.ts';
import { takeFeedback } from './take-feedback.ts';
import { takeWish } from './take-wish.ts';

export interface MeasureDeps {
  db: Db;
  signals: SignalStore;
  members: MemberStore;
  offers: OfferStore;
  posts: PostStore;
  events: EventStore;
  /** Postgres' clock. */
  clock(handle: Db | Trx): Promise<Date>;
}

export interface SignalBatch {
  forum: ForumId;
  signals: readonly PluginSignal[];
  heardBy: 'webhook' | 'outbox';
  /** Done in the same transaction, first. False: nothing of the batch is taken. */
  within?: (trx: Trx) => Promise<boolean>;
}

export interface TakenSignals {
  /** False: the batch was none of our business any more. */
  taken: boolean;
  /** How many were news. */
  fresh: number;
  /** How many of those nobody here understands. */
  skipped: number;
  /** Events that came of them, for others to go on with. */
  events: readonly EventId[];
}

/**
 * Takes what the forum's plugin tells, by whichever way it came, in one transaction: each signal once, told apart by
 * its id. What a member forbids holds every waiting offer that it covers in the same transaction. What is not understood
 * is kept, counted and gone past; an offer that is not ours is ignored.
 */
export async function takeSignals(deps: MeasureDeps, batch: SignalBatch): Promise<TakenSignals> {
  const { forum } = batch;
  const read = batch.signals.map((signal) => ({ signal, meaning: interpretSignal(signal) }));
  return await deps.db.transaction().execute(async (trx) => {
    const nothing = { fresh: 0, skipped: 0, events: [] };
    if (batch.within && !(await batch.within(trx))) return { taken: false, ...nothing };
    const heard = read.map(({ signal, meaning }) => asHeard(signal, meaning));
    const unseen = new Set(await deps.signals.hear(trx, forum, batch.heardBy, unique(heard)));
    await deps.members.lockAll(
      trx,
      forum,
      membersIn(read.filter(({ signal }) => unseen.has(signal.signalId))),
    );
    const events: EventId[] = [];
    let fresh = 0;
    let skipped = 0;
    for (const { signal, meaning } of read) {
      if (!unseen.delete(signal.signalId)) continue;
      fresh += 1;
      if (meaning.about === 'nothing') skipped += 1;
      else events.push(...(await takeOne(deps, trx, { ...batch, signal, meaning })));
    }
    return { taken: true, fresh, skipped, events };
  });
}

/** All whom a batch may change: they are locked before anything else of it is done, in one order for everybody. */
function membersIn(read: readonly { signal: PluginSignal; meaning: SignalMeaning }[]): MemberId[] {
  const named = read.flatMap(({ signal, meaning }) => [
    signal.memberId,
    'memberId' in meaning ? meaning.memberId : null,
    'into' in meaning ? meaning.into : null,
  ]);
  return [...new Set(named)].filter((id) => id !== null);
}

type Meant = Exclude<SignalMeaning, { about: 'nothing' }>;
type One = SignalBatch & { signal: PluginSignal; meaning: Meant };

async function takeOne(deps: MeasureDeps, trx: Trx, one: One): Promise<EventId[]> {
  const { forum, signal, meaning } = one;
  const at = signal.occurredAt;
  switch (meaning.about) {
    case 'offers':
      await leaveErased(deps, trx, { forum, id: signal.memberId }, () =>
        takeFeedback(deps, trx, { forum, signal, meaning }),
      );
      return [];
    case 'wish':
      await leaveErased(deps, trx, { forum, id: meaning.memberId }, () =>
        takeWish(deps, trx, { forum, id: meaning.memberId, change: meaning.change, at }),
      );
      return [];
    case 'farewell':
      await deps.members.forget(trx, forum, meaning.memberId);
      return [];
    case 'merge':
      await mergeMembers(deps, trx, forum, meaning);
      return [];
    case 'search':
      await deps.signals.addMissedSearch(trx, forum, { ...meaning, at });
      return await recordMissedSearch(deps, trx, one, meaning);
    case 'visit':
      return await recordVisit(deps, trx, one, meaning);
  }
}

/** What is heard of a member after they were erased, late or out of order, holds for them and leaves no row of theirs. */
async function leaveErased(
  deps: MeasureDeps,
  trx: Trx,
  { forum, id }: { forum: ForumId; id: MemberId | null },
  take: () => Promise<void>,
): Promise<void> {
  const wasErased = id !== null && (await deps.members.isErased(trx, forum, id));
  await take();
  if (wasErased) await deps.members.forget(trx, forum, id);
}

/** What was offered and written moves along with the account, and the stricter wish holds; nothing else stays of it. */
async function mergeMembers(
  deps: MeasureDeps,
  trx: Trx,
  forum: ForumId,
  { memberId, into }: { memberId: MemberId; into: MemberId },
): Promise<void> {
  if (memberId === into) return;
  await deps.members.joinWishes(trx, forum, memberId, into);
  await deps.members.forgetWords(trx, forum, memberId);
  await deps.offers.moveToMember(trx, forum, memberId, into);
  await deps.posts.moveToAuthor(trx, forum, memberId, into);
  await deps.members.forget(trx, forum, memberId);
  await holdForbidden(deps, trx, forum, into);
}

async function recordVisit(
  deps: MeasureDeps,
  trx: Trx,
  { forum, signal, heardBy }: One,
  { memberId, categoryId }: Extract<Meant, { about: 'visit' }>,
): Promise<EventId[]> {
  const event: CategoryFirstVisited = {
    kind: 'category.first_visited',
    forum,
    logicalKey: `category_first_visited:${memberId}:${categoryId}`,
    occurredAt: signal.occurredAt,
    source: heardBy === 'webhook' ? 'webhook' : 'sweep',
    memberId,
    topicId: null,
    postId: null,
    categoryId,
  };
  const id = await deps.events.record(trx, event, { inboxId: null });
  return id === null ? [] : [id];
}

/** What at least five members missed may interest whoever writes guides: once a month for each term. */
async function recordMissedSearch(
  deps: MeasureDeps,
  trx: Trx,
  { forum, signal, heardBy }: One,
  { term, members }: Extract<Meant, { about: 'search' }>,
): Promise<EventId[]> {
  const month = signal.occurredAt.toISOString().slice(0, 7);
  const event: OutsideEvent = {
    kind: 'outside.event',
    forum,
    logicalKey: `search_missed:${month}:${hash('sha256', term, 'hex').slice(0, 32)}`,
    occurredAt: signal.occurredAt,
    source: heardBy === 'webhook' ? 'webhook' : 'sweep',
    type: 'search.missed',
    data: [
      ['term', term],
      ['members', String(members)],
    ],
  };
  const id = await deps.events.record(trx, event, { inboxId: null });
  return id === null ? [] : [id];
}

function asHeard(signal: PluginSignal, meaning: SignalMeaning): HeardSignal {
  const { signalId, name, schema, occurredAt, memberId } = signal;
  const isLost = meaning.about === 'nothing';
  const outcome = isLost ? meaning.why : 'taken';
  return { signalId, name, schema, occurredAt, memberId, outcome, kept: isLost ? signal : null };
}

function unique(heard: readonly HeardSignal[]): HeardSignal[] {
  return [...new Map(heard.map((signal) => [signal.signalId, signal])).values()];
}
