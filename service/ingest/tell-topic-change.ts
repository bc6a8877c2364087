import type { TopicChanged } from '../model/event.ts';
import type { MemberHappening } from '../model/happening.ts';
import type { SeenTopic } from '../storage/post-store.ts';

/**
 * What became of a topic between two tellings: closed, opened again, moved, tagged. A topic that nobody has told of before
 * has changed in nothing that we know, but for what the name of its event says and its signed body shows.
 */
export function tellTopicChange(before: SeenTopic | null, event: TopicChanged): MemberHappening[] {
  if (event.deleted || (before !== null && before.toldAt > event.occurredAt)) return [];
  const about = {
    forum: event.forum,
    source: event.source,
    occurredAt: event.occurredAt,
    memberId: event.authorId,
    topicId: event.topicId,
    postId: null,
    postNumber: 1,
    categoryId: event.categoryId,
  };
  const state = (kind: 'topic.closed' | 'topic.reopened' | 'topic.moved'): MemberHappening => ({
    ...about,
    kind,
    logicalKey: `${kind.replace('.', '_')}:${event.logicalKey}`,
  });
  const wasClosed = before?.closed ?? (isNamedAfterClosing(event) ? !event.closed : null);
  const hasMoved = before !== null && before.categoryId !== null && before.categoryId !== event.categoryId;
  const tags = (event.tags ?? []).filter((tag) => before?.tags?.includes(tag) === false);
  return [
    ...(wasClosed === false && event.closed ? [state('topic.closed')] : []),
    ...(wasClosed === true && !event.closed ? [state('topic.reopened')] : []),
    ...(hasMoved ? [state('topic.moved')] : []),
    ...(tags.length > 0
      ? [{ ...about, kind: 'topic.tagged' as const, logicalKey: `topic_tagged:${event.logicalKey}`, tags }]
      : []),
  ];
}

function isNamedAfterClosing({ logicalKey }: TopicChanged): boolean {
  return logicalKey.includes(':topic_closed_status_updated:');
}
