import { screen } from '../discourse/wire/screen.ts';
import type { ForumKnowledge } from '../discourse/wire.ts';
import type { CommunityEvent } from '../model/event.ts';
import type { HappeningKind, MemberHappening } from '../model/happening.ts';
import type { EventId } from '../model/ids.ts';
import type { Trx } from '../storage/database.ts';
import type { EventStore } from '../storage/event-store.ts';
import type { PostStore } from '../storage/post-store.ts';
import { tellTopicChange } from './tell-topic-change.ts';

export interface HappeningDeps {
  events: EventStore;
  posts: PostStore;
  /** Whether any rule waits for such a thing; what nobody waits for is not kept. */
  isAwaited(kind: HappeningKind): boolean;
}

/**
 * Records what a webhook told besides its event, and what became of a topic since it was last told. Before the ledger
 * notes the event: the difference to what it holds is the news.
 */
export async function recordHappenings(
  deps: HappeningDeps,
  trx: Trx,
  told: { event: CommunityEvent; also: readonly MemberHappening[]; knowledge: ForumKnowledge },
): Promise<EventId[]> {
  const { event, also, knowledge } = told;
  const changes =
    event.kind === 'topic.changed'
      ? tellTopicChange(await deps.posts.topic(trx, event.forum, event.topicId), event)
      : [];
  const ids: EventId[] = [];
  for (const happened of [...also, ...changes]) {
    if (!deps.isAwaited(happened.kind)) continue;
    const screened = screen(
      { outcome: 'event', event: happened, reread: null, own: null, staged: null },
      knowledge,
    );
    if (screened.outcome !== 'event') continue;
    const id = await deps.events.record(trx, happened, { inboxId: null });
    if (id !== null) ids.push(id);
  }
  return ids;
}
