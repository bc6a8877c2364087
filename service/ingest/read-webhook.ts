import { interpretWebhook } from '../discourse/wire/interpret-webhook.ts';
import type { PluginSignal } from '../discourse/wire/plugin/read-signals.ts';
import { readOwnMessage, readOwnOpening } from '../discourse/wire/read-own-message.ts';
import { screen } from '../discourse/wire/screen.ts';
import type { About, ForumKnowledge, InterpretedEvent, Screened } from '../discourse/wire.ts';
import type { KnownForum } from '../forum/know-forum.ts';
import { aboutEvent } from '../model/about-event.ts';
import type { CommunityEvent, EventKind } from '../model/event.ts';
import { isHappening } from '../model/happening.ts';
import type { CrashPoint } from '../model/crash-point.ts';
import type { Fact } from '../model/fact.ts';
import type { EventId, ForumId, InboxId, MemberId } from '../model/ids.ts';
import type { Db } from '../storage/database.ts';
import type { EventStore } from '../storage/event-store.ts';
import type { InboxRow, InboxStore } from '../storage/inbox-store.ts';
import type { Ledger } from '../storage/ledger.ts';
import type { Lease } from '../storage/lease.ts';
import type { MemberStore } from '../storage/members/member-store.ts';
import type { OfferStore } from '../storage/offers/offer-store.ts';
import type { OutcomeStore } from '../storage/outcomes/outcome-store.ts';
import type { PostStore } from '../storage/post-store.ts';
import { type AskDeps, askWhetherSo } from './ask-whether-so.ts';
import { type NoteOutcomeDeps, noteOutcome } from './note-outcome.ts';
import { recordHappenings } from './record-happenings.ts';
import { followOwnMessage } from './follow-own-message.ts';
import { type OwnPostDeps, followOwnPost, followReview } from './follow-own-post.ts';
import { outsideEventName, readOutsideEvent } from './outside/read-outside-event.ts';

export interface ReadWebhookDeps extends OwnPostDeps, AskDeps, NoteOutcomeDeps {
  db: Db;
  inbox: InboxStore;
  events: EventStore;
  posts: PostStore;
  members: MemberStore;
  ledger: Ledger;
  offers: OfferStore;
  outcomes: OutcomeStore;
  forums: ReadonlyMap<ForumId, KnownForum>;
  isStop(raw: string): boolean;
  /** Whether any rule looks at a category, given its slugs upwards. */
  isAskedFor(categorySlugs: Fact<readonly string[]>): boolean;
  /** Whether any rule waits for events of this kind. */
  isAwaited(kind: EventKind): boolean;
  optOut(member: { forum: ForumId; member: MemberId; username: string }): Promise<void>;
  /** Takes what the forum's plugin tells; the events that came of it are for others to go on with. */
  takeSignals(batch: {
    forum: ForumId;
    signals: readonly PluginSignal[];
    heardBy: 'webhook';
  }): Promise<{ events: readonly EventId[] }>;
  wakeForEvents(ids: readonly EventId[]): void;
  newLease(): Lease;
  crash: CrashPoint;
}

/** An event that has just been recorded and that this worker may evaluate at once, under the same lease. */
export interface FreshEvent {
  id: EventId;
  lease: Lease;
  event: CommunityEvent;
  attempts: number;
  recordedAt: Date;
}

const maxAttempts = 10;
const forumIsAwayMs = 5_000;

/**
 * Turns a kept webhook into an event, or ends it with the reason why nobody wanted it. Runs again without harm.
 * Null when there is nothing (more) to do: not due, somebody else's, known already, or unwanted.
 */
export async function readWebhook(deps: ReadWebhookDeps, id: InboxId): Promise<FreshEvent | null> {
  const lease = deps.newLease();
  const row = await deps.inbox.claim(id, lease);
  if (!row) return null;
  try {
    return await readClaimed(deps, row, lease);
  } catch (error) {
    if (!cannotBeStored(error)) throw error;
    await deps.inbox.quarantine(id, lease, `it holds a value that Postgres cannot keep (${error.code})`);
    return null;
  }
}

async function readClaimed(deps: ReadWebhookDeps, row: InboxRow, lease: Lease): Promise<FreshEvent | null> {
  const { id } = row;
  if (row.attempts > maxAttempts) {
    await deps.inbox.quarantine(
      id,
      lease,
      `could not be worked on in ${maxAttempts} attempts; replay it once the cause is mended`,
    );
    return null;
  }
  const forum = deps.forums.get(row.forum);
  if (!forum) {
    await deps.inbox.quarantine(id, lease, `forum ${row.forum} is no longer configured`);
    return null;
  }

  const read = row.eventName === outsideEventName ? readOutsideEvent(row) : interpretWebhook(row);
  switch (read.outcome) {
    case 'quarantined':
      await deps.inbox.quarantine(id, lease, read.why);
      return null;
    case 'unknown':
      await end(deps, row, lease, { state: 'done', eventId: null, reason: `unknown_event:${read.name}` });
      return null;
    case 'signal':
      await takeSignal(deps, forum, read.signal);
      await end(deps, row, lease, { state: 'unwanted', reason: 'signal' });
      await forum.plugin.heard();
      return null;
    case 'review':
      await followReview(deps, row.forum, read);
      await end(deps, row, lease, { state: 'unwanted', reason: 'review' });
      return null;
    case 'unwanted':
      if (read.reason === 'category_changed') forum.forgetCategories();
      if (read.reason === 'staged_member' && read.about.memberId !== null) {
        await deps.members.setStaged(row.forum, read.about.memberId, true);
      }
      if (read.reason === 'private_message') await hearOwnMessage(deps, row, { forum, about: read.about });
      await end(deps, row, lease, { state: 'unwanted', reason: read.reason, about: read.about });
      return null;
    case 'event':
      if (read.event.kind === 'member.changed') {
        forum.forgetMember(read.event.memberId);
        if (read.staged !== null) await deps.members.setStaged(row.forum, read.event.memberId, read.staged);
      }
      return await screenAndRecord(deps, { row, lease, forum, read });
  }
}

/** What comes of it is done at once, whether or not the row ends: the same signal again is none. */
async function takeSignal(deps: ReadWebhookDeps, forum: KnownForum, signal: PluginSignal): Promise<void> {
  if (signal.memberId !== null) forum.forgetMember(signal.memberId);
  const { events } = await deps.takeSignals({ forum: forum.id, signals: [signal], heardBy: 'webhook' });
  if (events.length > 0) deps.wakeForEvents(events);
}

/** Postgres finds fault with a value of it (class 22), and would do so at every further attempt. */
function cannotBeStored(error: unknown): error is Error & { code: string } {
  return error instanceof Error && 'code' in error && /^22...$/.test(String(error.code));
}

async function screenAndRecord(
  deps: ReadWebhookDeps,
  work: { row: InboxRow; lease: Lease; forum: KnownForum; read: InterpretedEvent },
): Promise<FreshEvent | null> {
  const { row, lease, forum, read } = work;
  const knowledge = await knowledgeFor(deps, forum, read.event);
  let screened: Screened | null = knowledge && screen(read, knowledge);
  if (knowledge && screened?.outcome === 'undecided') {
    await forum.category(screened.categoryId);
    screened = screen(read, knowledge);
  }
  if (!knowledge || !screened || screened.outcome === 'undecided') {
    // The forum cannot be asked now who may read this. It waits: unknown is not yes, and not no either.
    await deps.inbox.postpone(row.id, lease, { delayMs: forumIsAwayMs, keepAttempt: false });
    return null;
  }
  if (screened.outcome === 'unwanted') {
    await noteOutcome(deps, read.event, knowledge.botId);
    await end(deps, row, lease, { state: 'unwanted', reason: screened.reason, about: screened.about });
    return null;
  }
  const answer = await askWhetherSo(deps, read);
  if (answer === 'unknown') {
    await deps.inbox.postpone(row.id, lease, { delayMs: forumIsAwayMs, keepAttempt: false });
    return null;
  }
  if (answer === 'not so') {
    await end(deps, row, lease, { state: 'unwanted', reason: 'contradicted', about: aboutEvent(read.event) });
    return null;
  }
  await noteOutcome(deps, read.event, knowledge.botId);
  switch (screened.outcome) {
    case 'own_post':
      await followOwnPost(
        deps,
        { forum: forum.id, id: knowledge.botId, username: forum.botUsername },
        screened,
      );
      await end(deps, row, lease, { state: 'unwanted', reason: 'own_post', about: screened });
      return null;
    case 'event':
      if (await isInAskedCategory(deps, forum, screened.event))
        return await recordAwaited(deps, { ...work, knowledge }, screened.event);
      await noteAndForget(deps, row, lease, screened.event);
      return null;
  }
}

async function isInAskedCategory(
  deps: ReadWebhookDeps,
  forum: KnownForum,
  event: CommunityEvent,
): Promise<boolean> {
  if (event.kind !== 'post.created' && event.kind !== 'post.edited') return true;
  // A guide may still stand where no rule looks any more; "stop" under it is heard all the same.
  if (deps.isStop(event.post.raw)) return true;
  const { slugs } = await forum.category(event.post.categoryId);
  return deps.isAskedFor(slugs);
}

/** That the post exists still counts: for who wrote first, and for who answered. Its text is not kept. */
async function noteAndForget(
  deps: ReadWebhookDeps,
  row: InboxRow,
  lease: Lease,
  event: CommunityEvent,
): Promise<void> {
  await deps.db.transaction().execute(async (trx) => {
    await deps.ledger.note(trx, event);
    const about = aboutEvent(event);
    await deps.inbox.finish(trx, row.id, lease, {
      state: 'unwanted',
      reason: 'category_not_asked_for',
      about,
    });
  });
}

/** What the forum knows, and whether the author of a post ever signed up. */
async function knowledgeFor(
  deps: ReadWebhookDeps,
  forum: KnownForum,
  event: CommunityEvent,
): Promise<ForumKnowledge | null> {
  const knowledge = await forum.knowledge();
  if (!knowledge || (event.kind !== 'post.created' && event.kind !== 'post.edited')) return knowledge;
  const isStaged = await deps.members.isStaged(forum.id, event.post.authorId);
  return { ...knowledge, isStaged: () => isStaged };
}

interface Work {
  row: InboxRow;
  lease: Lease;
  read: InterpretedEvent;
  knowledge: ForumKnowledge;
}

/** What no rule waits for, and nothing else needs, is not kept. */
async function recordAwaited(
  deps: ReadWebhookDeps,
  work: Work,
  event: CommunityEvent,
): Promise<FreshEvent | null> {
  const told = [event, ...(work.read.also ?? [])];
  if (!isHappening(event) || told.some(({ kind }) => deps.isAwaited(kind)))
    return await record(deps, work, event);
  await end(deps, work.row, work.lease, {
    state: 'unwanted',
    reason: 'unused_kind',
    about: aboutEvent(event),
  });
  return null;
}

async function record(
  deps: ReadWebhookDeps,
  { row, lease, read, knowledge }: Work,
  event: CommunityEvent,
): Promise<FreshEvent | null> {
  let happened: EventId[] = [];
  const id = await deps.db.transaction().execute(async (trx) => {
    const recorded = await deps.events.record(trx, event, { inboxId: row.id, lease });
    happened =
      recorded === null ? [] : await recordHappenings(deps, trx, { event, also: read.also ?? [], knowledge });
    await deps.ledger.note(trx, event);
    const reason = recorded === null ? 'known_already' : null;
    const isOurs = await deps.inbox.finish(trx, row.id, lease, { state: 'done', eventId: recorded, reason });
    if (!isOurs) throw new Error(`inbox row ${row.id} was taken over by another worker`);
    deps.crash('read.before-commit');
    return recorded;
  });
  if (happened.length > 0) deps.wakeForEvents(happened);
  return id === null ? null : { id, lease, event, attempts: 1, recordedAt: row.receivedAt };
}

async function end(
  deps: ReadWebhookDeps,
  row: InboxRow,
  lease: Lease,
  how: Parameters<InboxStore['finish']>[3],
): Promise<void> {
  await deps.db.transaction().execute((trx) => deps.inbox.finish(trx, row.id, lease, how));
}

/** What is read in private: "stop", in a message that Waypost itself began; and that it began one, by its own mark. */
async function hearOwnMessage(
  deps: ReadWebhookDeps,
  row: InboxRow,
  { forum, about }: { forum: KnownForum; about: About },
): Promise<void> {
  const { topicId } = about;
  if (topicId === null) return;
  const knowledge = await forum.knowledge();
  if (knowledge !== null && about.memberId === knowledge.botId) {
    const opening = readOwnOpening(row.body, knowledge.botId);
    if (opening) await followOwnMessage(deps, { forum: forum.id, id: knowledge.botId }, opening);
    return;
  }
  if (!(await deps.posts.isOwnMessage(row.forum, topicId))) return;
  const message = readOwnMessage(row.body, (topic) => topic === topicId);
  if (message && deps.isStop(message.raw)) {
    await deps.optOut({ forum: row.forum, member: message.authorId, username: message.authorName });
  }
}
