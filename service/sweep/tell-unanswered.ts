import type { TopicUnanswered } from '../model/happening.ts';
import type { EventId, ForumId } from '../model/ids.ts';
import type { Rulebook } from '../rulebook/rulebook.ts';
import type { Db } from '../storage/database.ts';
import type { EventStore } from '../storage/event-store.ts';
import type { OpenTopicStore, UnansweredTopic } from '../storage/open-topic-store.ts';

export interface UnansweredDeps {
  db: Db;
  openTopics: OpenTopicStore;
  events: EventStore;
  rulebook(): Rulebook;
  wakeForEvents(ids: readonly EventId[]): void;
}

const batch = 200;

/**
 * Tells of topics that nobody has answered for as long as some rule says, once for each such time: after an outage every
 * rule whose time has passed is asked, and decides by its own freshness whether its guide still makes sense. Looks at due
 * rows only; when the rules ask for other times, every open topic gets its moment anew first. A round returns how often it told.
 */
export function createUnansweredTeller(deps: UnansweredDeps, forum: ForumId): () => Promise<number> {
  let aimedFor: string | null = null;
  return async () => {
    const afters = aftersOf(deps.rulebook());
    const aim = afters.join(' ');
    if (aim !== aimedFor) await deps.openTopics.aim(forum, afters);
    aimedFor = aim;
    let told = 0;
    for (let taken = batch; taken === batch;) {
      const ids = await tellDue(deps, forum, afters);
      taken = ids.taken;
      told += ids.events.length;
      if (ids.events.length > 0) deps.wakeForEvents(ids.events);
    }
    return told;
  };
}

/** The times that rules above draft ask for, shortest first. */
export function aftersOf({ rulesByTrigger }: Pick<Rulebook, 'rulesByTrigger'>): number[] {
  const asked = (rulesByTrigger.get('topic.unanswered') ?? []).flatMap(({ rollout, details }) =>
    rollout === 'draft' || details.afterMs === null ? [] : [details.afterMs],
  );
  return [...new Set(asked)].toSorted((a, b) => a - b);
}

async function tellDue(
  { db, openTopics, events }: UnansweredDeps,
  forum: ForumId,
  afters: readonly number[],
): Promise<{ taken: number; events: EventId[] }> {
  return await db.transaction().execute(async (trx) => {
    const { taken, unanswered } = await openTopics.takeDue(trx, forum, { afters, limit: batch });
    const recorded: EventId[] = [];
    for (const topic of unanswered) {
      const id = await events.record(trx, asEvent(forum, topic), { inboxId: null });
      if (id !== null) recorded.push(id);
    }
    return { taken, events: recorded };
  });
}

function asEvent(forum: ForumId, topic: UnansweredTopic): TopicUnanswered {
  const { topicId, postId, authorId, categoryId, askedAt, afterMs } = topic;
  return {
    kind: 'topic.unanswered',
    forum,
    source: 'sweep',
    logicalKey: `topic_unanswered:${topicId}:${afterMs}`,
    occurredAt: new Date(askedAt.getTime() + afterMs),
    memberId: authorId,
    topicId,
    postId,
    postNumber: 1,
    categoryId,
    afterMs,
  };
}
