import type { Insertable } from 'kysely';
import type { ReasonCode } from '../../service/model/reason.ts';
import { type ForumId, forumId } from '../../service/model/ids.ts';
import type { Db } from '../../service/storage/database.ts';
import type { OfferTable } from '../../service/storage/schema.ts';

export const seededForum: ForumId = forumId('default');
export const seededForumUrl = 'https://forum.example';
const version = 'c0ffee'.padEnd(64, '0');

/** So many seconds before now; tests and their Postgres share a clock. */
const ago = (seconds: number): Date => new Date(Date.now() - seconds * 1000);
const because = (code: ReasonCode, values: Record<string, string | number> = {}) => ({ code, values });

/** A forum with nothing in it yet. */
export async function seedForum(db: Db): Promise<void> {
  await db
    .insertInto('forum')
    .values({
      id: seededForum,
      baseUrl: seededForumUrl,
      botUsername: 'waypost',
      watchedSince: ago(86_400 * 40),
    })
    .execute();
  await db.insertInto('workerProcess').values({ id: 'worker-1', role: 'work' }).execute();
}

/**
 * A forum on an ordinary day with a few troubles: one post per fate that a post can have.
 * Post 42 got its guide, 43 waits, 44 was held, 45 concerned no rule, 46 came too late, 47 is dead, 48 has an offer
 * that is dead; two webhooks are in quarantine.
 */
export async function seedCommunity(db: Db): Promise<void> {
  await seedForum(db);
  await db
    .updateTable('forum')
    .set({ lastReconciledAt: ago(21), reconciledTo: 48, shareNow: 24, shareLimit: 30 })
    .execute();
  await db
    .insertInto('member')
    .values(
      ['Mira', 'Jonas', 'Ana', 'Tariq'].map((username, index) => ({
        forumId: seededForum,
        id: 7 + index,
        username,
        facts: '{}',
      })),
    )
    .execute();
  await seedInbox(db);
  await seedAnswered(db);
  await seedWaiting(db);
  await seedHeld(db);
  await seedOthers(db);
  await seedRules(db);
  await db
    .insertInto('apiCall')
    .values(
      Array.from({ length: 9 }, (_, index) => ({
        forumId: seededForum,
        process: 'worker-1',
        priority: 2,
        isPost: index === 0,
        takenAt: ago(index * 5 + 1),
        finishedAt: ago(index * 5),
        status: 200,
      })),
    )
    .execute();
}

async function seedInbox(db: Db): Promise<void> {
  const webhooks = [
    { state: 'done' as const, reason: null, count: 31 },
    { state: 'unwanted' as const, reason: 'private_message', count: 12 },
    { state: 'unwanted' as const, reason: 'system_or_bot', count: 5 },
    { state: 'unwanted' as const, reason: 'closed_category', count: 3 },
  ].flatMap(({ state, reason, count }) =>
    Array.from({ length: count }, (_, index) => ({
      forumId: seededForum,
      eventName: 'post_created',
      state,
      reason,
      receivedAt: ago(60 + index * 400),
      finishedAt: ago(59 + index * 400),
      headers: '{}',
    })),
  );
  await db.insertInto('inbox').values(webhooks).execute();
  const quarantined = [
    {
      eventName: 'post_created',
      body: '{"post":{"id":52,"raw":"<script>alert(1)</script>',
      reason: 'the body is not JSON: it ends after 50 bytes',
    },
    {
      eventName: 'solved_accepted',
      body: '{"solved":{"post":{"id":"fifty"}}}',
      reason: 'solved.post.id: a number is expected',
    },
  ];
  await db
    .insertInto('inbox')
    .values(
      quarantined.map(({ eventName, body, reason }, index) => ({
        forumId: seededForum,
        eventName,
        reason,
        body: Buffer.from(body),
        state: 'quarantined' as const,
        attempts: 1,
        headers: '{}',
        receivedAt: ago(4_000 + index * 900),
        finishedAt: ago(3_999 + index * 900),
      })),
    )
    .execute();
  await db
    .insertInto('webhookDigest')
    .values({
      forumId: seededForum,
      eventName: 'post_created',
      digest: Buffer.from('a'),
      inboxId: '1',
      receipts: 3,
      lastAt: ago(12),
    })
    .execute();
}

interface SeededPost {
  id: number;
  author: { id: number; name: string };
  title: string;
  raw: string;
  secondsAgo: number;
  source?: 'webhook' | 'reconciliation';
  state?: 'received' | 'done' | 'missed' | 'dead';
  reason?: string;
  attempts?: number;
}

async function seedPost(db: Db, seeded: SeededPost): Promise<string> {
  const {
    id,
    author,
    title,
    raw,
    secondsAgo,
    source = 'webhook',
    state = 'done',
    reason = null,
    attempts = 1,
  } = seeded;
  await db
    .insertInto('post')
    .values({
      forumId: seededForum,
      id,
      topicId: 100 + id,
      number: 1,
      authorId: author.id,
      authorName: author.name,
      categoryId: 5,
      createdAt: ago(secondsAgo),
      updatedAt: ago(secondsAgo),
      seenThrough: source,
    })
    .execute();
  const moment = new Date(Date.now() - secondsAgo * 1000);
  const post = {
    id,
    topicId: 100 + id,
    number: 1,
    authorId: author.id,
    authorName: author.name,
    title,
    raw,
    categoryId: 5,
    replyToNumber: null,
    createdAt: moment,
    updatedAt: moment,
    version: 1,
  };
  const content = {
    kind: 'post.created',
    forum: seededForum,
    logicalKey: `post_created:${id}`,
    occurredAt: moment,
    source,
    post,
    authorTrustLevel: 1,
  };
  const row = await db
    .insertInto('event')
    .values({
      forumId: seededForum,
      logicalKey: `post_created:${id}`,
      kind: 'post.created',
      source,
      occurredAt: ago(secondsAgo),
      recordedAt: ago(secondsAgo - 2),
      memberId: author.id,
      topicId: 100 + id,
      postId: id,
      content: JSON.stringify(content),
      state,
      reason,
      attempts,
      rulebook: version,
      finishedAt: state === 'received' ? null : ago(secondsAgo - 3),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

interface SeededDecision {
  rule: string;
  rung?: string;
  verdict: 'offer' | 'held';
  because: object[];
  evidence?: object[];
  secondsAgo: number;
}

async function seedDecision(db: Db, eventId: string, decision: SeededDecision): Promise<void> {
  const { rule, rung = 'live', verdict, because: reasons, evidence = [], secondsAgo } = decision;
  await db
    .insertInto('decision')
    .values({
      forumId: seededForum,
      eventId,
      ruleId: rule,
      rulebook: version,
      rung,
      verdict,
      because: JSON.stringify(reasons),
      evidence: JSON.stringify(evidence),
      facts: JSON.stringify({
        member: {
          trustLevel: { known: true, value: 1, source: 'webhook', at: '2026-11-21T08:00:00Z' },
          locale: { known: false, why: 'the forum does not show the bot the language of this member' },
        },
        topic: { closed: { known: true, value: false, source: 'forum', at: '2026-11-21T08:00:00Z' } },
      }),
      decidedAt: ago(secondsAgo),
    })
    .execute();
}

async function seedOffer(
  db: Db,
  offer: Pick<Insertable<OfferTable>, 'eventId' | 'memberId'> & { postId: number } & Partial<
      Insertable<OfferTable>
    >,
): Promise<void> {
  await db
    .insertInto('offer')
    .values({
      forumId: seededForum,
      ruleId: 'share-logs',
      rulebook: version,
      kind: 'help',
      resourceId: 'share-logs',
      channel: 'reply',
      locale: 'en',
      occasion: `post:${offer.postId}`,
      topicId: 100 + offer.postId,
      state: 'waiting',
      because: '[]',
      evidence: '[]',
      stateBecause: '[]',
      marker: `marker-${offer.postId}`,
      notBefore: ago(0),
      expiresAt: ago(-86_400),
      ...offer,
    })
    .execute();
}

async function seedAnswered(db: Db): Promise<void> {
  const raw =
    'It stops with an error after two minutes.\nWhich logs do you need, and where do I find the log file on Windows?';
  const start = raw.indexOf('find the log file');
  const found = { part: 'body', phrase: 'find the log file', start, end: start + 'find the log file'.length };
  const eventId = await seedPost(db, {
    id: 42,
    author: { id: 7, name: 'Mira' },
    title: 'Crash while saving',
    raw,
    secondsAgo: 1_500,
  });
  const reasons = [because('text_matched', { part: 'body', phrase: 'find the log file' })];
  await seedDecision(db, eventId, {
    rule: 'share-logs',
    verdict: 'offer',
    because: reasons,
    evidence: [found],
    secondsAgo: 1_496,
  });
  await seedDecision(db, eventId, {
    rule: 'welcome',
    verdict: 'held',
    because: [because('first_post'), because('another_rule_won', { rule: 'share-logs' })],
    secondsAgo: 1_496,
  });
  await seedDecision(db, eventId, {
    rule: 'account-help',
    rung: 'shadow',
    verdict: 'held',
    because: [
      because('text_matched', { part: 'body', phrase: 'which logs' }),
      because('cap_reached', { scope: 'topic', limit: 1, used: 1 }),
    ],
    secondsAgo: 1_496,
  });
  await seedOffer(db, {
    eventId,
    postId: 42,
    memberId: 7,
    state: 'sent',
    because: JSON.stringify(reasons),
    body: 'Three lines of the log usually tell what happened.\n\n1. Open **Help → Show log**.\n2. Copy the last 30 lines.\n\n<small>Here because of "find the log file". Answer "stop" and these end.</small>',
    createdAt: ago(1_496),
    notBefore: ago(896),
    firstSentAt: ago(893),
    sentAt: ago(892),
    finishedAt: ago(892),
    changedAt: ago(892),
    replyPostId: 60,
    attempts: 1,
  });
  await db
    .insertInto('event')
    .values({
      forumId: seededForum,
      logicalKey: 'post_liked:60:7',
      kind: 'post.liked',
      source: 'webhook',
      occurredAt: ago(600),
      recordedAt: ago(599),
      memberId: 7,
      topicId: 142,
      postId: 60,
      state: 'done',
      finishedAt: ago(598),
    })
    .execute();
}

async function seedWaiting(db: Db): Promise<void> {
  const eventId = await seedPost(db, {
    id: 43,
    author: { id: 8, name: 'Jonas' },
    title: 'Code unreadable',
    raw: 'if(a){b}',
    secondsAgo: 200,
  });
  const reasons = [because('text_matched', { part: 'body', phrase: 'if(a)' })];
  await seedDecision(db, eventId, {
    rule: 'format-code',
    verdict: 'offer',
    because: reasons,
    secondsAgo: 197,
  });
  await seedOffer(db, {
    eventId,
    postId: 43,
    memberId: 8,
    ruleId: 'format-code',
    resourceId: 'format-code',
    createdAt: ago(197),
    changedAt: ago(197),
    because: JSON.stringify(reasons),
    notBefore: ago(-400),
    nextAt: ago(-400),
  });
}

async function seedHeld(db: Db): Promise<void> {
  const eventId = await seedPost(db, {
    id: 44,
    author: { id: 9, name: 'Ana' },
    title: 'Konto gesperrt',
    raw: 'Ich kann mich nicht anmelden.',
    secondsAgo: 5_000,
  });
  const reasons = [
    because('text_matched', { part: 'body', phrase: 'nicht anmelden' }),
    because('human_answered', { name: 'Mira', minutes: 4 }),
  ];
  await seedDecision(db, eventId, {
    rule: 'konto-hilfe',
    verdict: 'held',
    because: reasons,
    secondsAgo: 4_996,
  });
}

async function seedOthers(db: Db): Promise<void> {
  await seedPost(db, {
    id: 45,
    author: { id: 10, name: 'Tariq' },
    title: 'Thank you all',
    raw: 'Works now.',
    secondsAgo: 7_000,
    source: 'reconciliation',
  });
  await seedPost(db, {
    id: 46,
    author: { id: 10, name: 'Tariq' },
    title: 'Old one',
    raw: 'Anybody?',
    secondsAgo: 80_000,
    state: 'missed',
    reason: 'out_of_date',
  });
  await seedPost(db, {
    id: 47,
    author: { id: 10, name: 'Tariq' },
    title: 'Broken',
    raw: '???',
    secondsAgo: 9_000,
    state: 'dead',
    reason: 'forum_unreachable',
    attempts: 10,
  });
  const eventId = await seedPost(db, {
    id: 48,
    author: { id: 8, name: 'Jonas' },
    title: 'Logs',
    raw: 'see logs',
    secondsAgo: 6_000,
  });
  await seedDecision(db, eventId, {
    rule: 'share-logs',
    verdict: 'offer',
    because: [because('text_matched', { part: 'body', phrase: 'the logs' })],
    secondsAgo: 5_990,
  });
  await seedOffer(db, {
    eventId,
    postId: 48,
    memberId: 8,
    state: 'dead',
    stateBecause: JSON.stringify([because('answer_lost')]),
    attempts: 8,
    lookups: 8,
    createdAt: ago(5_990),
    changedAt: ago(3_000),
    firstSentAt: ago(5_300),
    notBefore: ago(5_390),
    body: 'text',
  });
}

async function seedRules(db: Db): Promise<void> {
  await db
    .insertInto('rulebook')
    .values({ version, files: '[]', activatedAt: ago(90_000) })
    .execute();
  await db
    .insertInto('ruleStanding')
    .values([
      { forumId: seededForum, ruleId: 'share-logs', rung: 'live' },
      { forumId: seededForum, ruleId: 'format-code', rung: 'live' },
      { forumId: seededForum, ruleId: 'konto-hilfe', rung: 'live', pausedAt: ago(700) },
    ])
    .execute();
  await db
    .insertInto('change')
    .values({
      forumId: seededForum,
      who: 'Ana',
      what: 'pause',
      subject: 'konto-hilfe',
      why: 'two wrong answers this morning',
      at: ago(700),
    })
    .execute();
}

/** The newest rule files have faults. */
export async function seedRejectedRules(db: Db): Promise<void> {
  const problems = [
    {
      file: 'questions/share-logs.yml',
      line: 14,
      column: 3,
      code: 'unknown_stage',
      message: 'unknown stage "newbie"; known: visitor, newcomer, regular',
    },
    {
      file: 'resources/welcome.md',
      line: 2,
      column: 1,
      code: 'too_long',
      message: 'a microguide has at most 120 words; this one has 141',
    },
  ];
  await db
    .insertInto('rulebookProblem')
    .values({ version: 'bad', problems: JSON.stringify(problems), foundAt: ago(340) })
    .execute();
}
