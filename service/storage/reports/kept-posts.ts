import { sql } from 'kysely';
import type { PostCreated } from '../../model/event.ts';
import { type Fact, known, unknown } from '../../model/fact.ts';
import type { EventId, ForumId, PostId } from '../../model/ids.ts';
import { eventId } from '../../model/ids.ts';
import type { Member } from '../../model/member.ts';
import type { Db } from '../database.ts';
import { readEventContent } from '../event-content.ts';
import { readMember } from '../members/member-row.ts';

/** A post whose text is still kept, with what own records tell of its author and topic. */
export interface KeptPost {
  eventId: EventId;
  event: PostCreated;
  /** Null: nothing is kept of its author. */
  member: Member | null;
  tags: Fact<readonly string[]>;
}

/** The newest posts whose text is still kept, newest first. */
export async function keptPosts(db: Db, forum: ForumId, limit: number): Promise<KeptPost[]> {
  return read(await question(db, forum).limit(limit).execute());
}

/** One of them; null: its text is not kept, or it was never told of. */
export async function keptPost(db: Db, forum: ForumId, post: PostId): Promise<KeptPost | null> {
  const rows = await question(db, forum).where('event.postId', '=', post).limit(1).execute();
  return read(rows)[0] ?? null;
}

/** Nothing of a topic that is a matter of care is shown, to nobody. */
const isNoCare = sql<boolean>`not event.is_care and not exists (select 1 from event care
  where care.forum_id = event.forum_id and care.topic_id = event.topic_id and care.is_care)`;

function question(db: Db, forum: ForumId) {
  return db
    .selectFrom('event')
    .leftJoin('member', (join) =>
      join.onRef('member.forumId', '=', 'event.forumId').onRef('member.id', '=', 'event.memberId'),
    )
    .leftJoin('topic', (join) =>
      join.onRef('topic.forumId', '=', 'event.forumId').onRef('topic.id', '=', 'event.topicId'),
    )
    .select(['event.id as eventId', 'event.content', 'topic.tags', 'topic.toldAt'])
    .select([
      'member.forumId',
      'member.id',
      'member.username',
      'member.facts',
      'member.stage',
      'member.stageSince',
      'member.preferences',
      'member.preferencesAt',
    ])
    .where('event.forumId', '=', forum)
    .where('event.kind', '=', 'post.created')
    .where('event.content', 'is not', null)
    .where(isNoCare)
    .orderBy('event.recordedAt', 'desc');
}

type Row = Awaited<ReturnType<ReturnType<typeof question>['execute']>>[number];

function read(rows: readonly Row[]): KeptPost[] {
  return rows.flatMap((row) => {
    const event = row.content === null ? null : readEventContent(row.content);
    if (event?.kind !== 'post.created') return [];
    const tags =
      row.tags && row.toldAt
        ? known(row.tags, 'webhook', row.toldAt)
        : unknown('no webhook has told the tags of this topic');
    return [{ eventId: eventId(row.eventId), event, member: memberOf(row), tags }];
  });
}

function memberOf(row: Row): Member | null {
  const { forumId, id, username, facts, stage, stageSince, preferences, preferencesAt } = row;
  if (forumId === null || id === null || username === null || facts === null) return null;
  return readMember({ forumId, id, username, facts, stage, stageSince, preferences, preferencesAt });
}
