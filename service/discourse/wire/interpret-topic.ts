import { z } from 'zod';
import {
  categoryIdField,
  dateField,
  maybeDate,
  maybeTags,
  maybeText,
  maybeTrue,
  memberIdField,
  sayFault,
  topicIdField,
} from './fields.ts';
import { fingerprint } from './fingerprint.ts';
import type { Interpretation } from './interpretation.ts';
import type { KeyedBody } from './keyed-body.ts';
import { unwanted } from './unwanted.ts';

const topicFields = z.object({
  id: topicIdField,
  user_id: memberIdField.nullish().transform((value) => value ?? null),
  category_id: categoryIdField.nullish().transform((value) => value ?? null),
  archetype: maybeText,
  tags: maybeTags,
  closed: maybeTrue,
  archived: maybeTrue,
  created_at: dateField,
  deleted_at: maybeDate,
});

export function interpretTopic(body: KeyedBody): Interpretation {
  const read = topicFields.safeParse(body.value);
  if (!read.success) return { outcome: 'quarantined', why: `in the topic, ${sayFault(read.error)}` };
  const topic = read.data;
  const about = { topicId: topic.id, memberId: topic.user_id };
  if (topic.archetype === 'private_message' || topic.category_id === null)
    return unwanted('private_message', about);
  if (topic.user_id !== null && topic.user_id < 1) return unwanted('system_or_bot', about);
  // `deleted_at` is null even in the event that tells of a deletion, so only the unsigned name says it.
  const namedDeleted = body.eventName === 'topic_destroyed' && topic.deleted_at === null;
  const event = {
    kind: 'topic.changed' as const,
    forum: body.forum,
    source: 'webhook' as const,
    // A topic's payload has neither version nor date of change. The name is part of it: the same bytes can mean two things.
    logicalKey: `topic_changed:${topic.id}:${body.eventName}:${fingerprint(body.text)}`,
    occurredAt: body.eventName === 'topic_created' ? topic.created_at : body.receivedAt,
    topicId: topic.id,
    authorId: topic.user_id,
    categoryId: topic.category_id,
    tags: topic.tags,
    closed: topic.closed,
    archived: topic.archived,
    deleted: namedDeleted || topic.deleted_at !== null,
  };
  const restsOnName = namedDeleted || body.eventName === 'topic_recovered';
  return { outcome: 'event', event, reread: restsOnName ? 'topic' : null, own: null, staged: null };
}
