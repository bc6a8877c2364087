import { createHash, randomUUID } from 'node:crypto';
import type { CapClaim, PlannedOffer } from '../../service/model/decision.ts';
import type { PostCreated } from '../../service/model/event.ts';
import {
  categoryId,
  forumId,
  memberId,
  postId,
  resourceId,
  ruleId,
  rulebookVersion,
  topicId,
} from '../../service/model/ids.ts';
import { createStores, type Stores } from '../../service/runtime/stores.ts';
import type { SignedWebhook } from '../../service/storage/inbox/write-webhooks.ts';
import { openTestDatabase } from './database.ts';

export const forum = forumId('default');

export interface TestStores extends AsyncDisposable, Stores {
  url: string;
}

/** Every store over a database of its own, with a forum in it. */
export async function openTestStores(
  options: { maxConnections?: number; mostTries?: number } = {},
): Promise<TestStores> {
  const database = await openTestDatabase(options);
  const stores = createStores(database.db);
  await ensureForum(stores);
  return { ...stores, url: database.url, [Symbol.asyncDispose]: () => database[Symbol.asyncDispose]() };
}

export async function ensureForum(stores: Stores, id = forum, shareLimit = 30): Promise<void> {
  await stores.forums.ensure({
    id,
    baseUrl: 'http://forum.test',
    botUsername: 'waypost',
    shareLimit,
    defaultRung: 'live',
  });
}

export function aWebhook(
  changes: Partial<Omit<SignedWebhook, 'body'>> & { body?: string | Buffer } = {},
): SignedWebhook {
  const body = Buffer.from(changes.body ?? `{"post":{"id":${Math.ceil(Math.random() * 1e9)}}}`);
  return {
    forum,
    eventName: 'post_created',
    headers: {},
    digest: createHash('sha256').update(body).digest(),
    ...changes,
    body,
  };
}

let posts = 1_000;

/** A post of member 7 in a topic of its own, unless told otherwise. */
export function aPostEvent(changes: Partial<PostCreated['post']> = {}): PostCreated {
  posts += 1;
  const at = new Date();
  const post = {
    id: postId(posts),
    topicId: topicId(posts),
    number: 1,
    authorId: memberId(7),
    authorName: 'mia',
    title: 'A question',
    raw: 'How do I export model files?',
    categoryId: categoryId(5),
    replyToNumber: null,
    createdAt: at,
    updatedAt: at,
    version: 1,
    ...changes,
  };
  return {
    kind: 'post.created',
    forum,
    logicalKey: `post_created:${post.id}`,
    occurredAt: post.createdAt,
    source: 'webhook',
    post,
    authorTrustLevel: 1,
  };
}

export function aClaim(changes: Partial<CapClaim> = {}): CapClaim {
  return { scope: 'member', key: '7', limit: 2, windowMs: 86_400_000, over: 'defer', ...changes };
}

export function aPlannedOffer(event: PostCreated, changes: Partial<PlannedOffer> = {}): PlannedOffer {
  return {
    rule: ruleId('export-model'),
    kind: 'help',
    resource: resourceId('export-model'),
    channel: 'reply',
    occasion: `post:${event.post.id}`,
    memberId: event.post.authorId,
    topicId: event.post.topicId,
    postId: event.post.id,
    locale: 'en',
    notBefore: new Date(Date.now() - 1_000),
    expiresAt: new Date(Date.now() + 86_400_000),
    claims: [],
    ...changes,
  };
}

/** Records an event and plans an offer for it, as a decision would. */
export async function planOffer(stores: Stores, changes: Partial<PlannedOffer> = {}, event = aPostEvent()) {
  return await stores.db.transaction().execute(async (trx) => {
    const recorded = await stores.events.record(trx, event, { inboxId: null });
    if (recorded === null) throw new Error(`${event.logicalKey} is known already`);
    await stores.ledger.note(trx, event);
    const id = await stores.offers.plan(trx, {
      forum,
      eventId: recorded,
      rulebook: rulebookVersion('test'),
      offer: aPlannedOffer(event, changes),
      because: [],
      evidence: [],
      marker: randomUUID(),
      shadow: false,
    });
    if (id === null) throw new Error('this offer was made before');
    return id;
  });
}
