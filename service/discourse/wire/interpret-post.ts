import type { EventSource, PostCreated, PostEdited } from '../../model/event.ts';
import type { ForumId } from '../../model/ids.ts';
import type { Post } from '../../model/post.ts';
import type { Interpretation } from './interpretation.ts';
import type { KeyedBody } from './keyed-body.ts';
import { ownDetails, readPublicPost } from './read-public-post.ts';
import type { PublicPost } from './read-public-post.ts';

export function interpretPost(body: KeyedBody): Interpretation {
  const { post, instead } = readPublicPost(body.value);
  if (post === null) return instead;
  if (body.eventName === 'post_recovered') return recovered(body, post);
  if (body.eventName === 'post_destroyed' || post.deleted_at !== null) return deleted(body, post);
  return written(body, post);
}

/** The same key whichever way the post reached us; `created_at` is part of what was signed. */
export function postCreated(told: {
  forum: ForumId;
  source: EventSource;
  post: Post;
  authorTrustLevel: PostCreated['authorTrustLevel'];
}): PostCreated {
  return {
    ...told,
    kind: 'post.created',
    logicalKey: `post_created:${told.post.id}`,
    occurredAt: told.post.createdAt,
  };
}

function written(body: KeyedBody, fields: PublicPost): Interpretation {
  const told = {
    forum: body.forum,
    source: 'webhook' as const,
    post: asPost(fields),
    authorTrustLevel: fields.trust_level,
  };
  // A payload without the text still tells that there is a post.
  const reread = fields.raw === null ? 'post' : null;
  const event = body.eventName === 'post_created' ? postCreated(told) : postEdited(told, fields);
  return { outcome: 'event', event, reread, own: ownDetails(fields), staged: null };
}

function postEdited(told: Parameters<typeof postCreated>[0], fields: PublicPost): PostEdited {
  return {
    ...told,
    kind: 'post.edited',
    logicalKey: `post_edited:${telling(fields)}`,
    occurredAt: fields.updated_at,
  };
}

function deleted(body: KeyedBody, fields: PublicPost): Interpretation {
  const event = {
    ...whose(body, fields),
    kind: 'post.deleted' as const,
    logicalKey: `post_deleted:${telling(fields)}`,
    occurredAt: fields.deleted_at ?? body.receivedAt,
  };
  return {
    outcome: 'event',
    event,
    reread: fields.deleted_at === null ? 'post' : null,
    own: ownDetails(fields),
    staged: null,
  };
}

function recovered(body: KeyedBody, fields: PublicPost): Interpretation {
  const event = {
    ...whose(body, fields),
    kind: 'post.recovered' as const,
    logicalKey: `post_recovered:${telling(fields)}`,
    occurredAt: body.receivedAt,
  };
  return { outcome: 'event', event, reread: 'post', own: ownDetails(fields), staged: null };
}

function whose(body: KeyedBody, fields: PublicPost) {
  const source = 'webhook' as const;
  return { forum: body.forum, source, postId: fields.id, topicId: fields.topic_id, authorId: fields.user_id };
}

/** Edits inside the grace period keep the version, so the date is part of the name. */
function telling(fields: PublicPost): string {
  return `${fields.id}:${fields.version}:${fields.updated_at.toISOString()}`;
}

function asPost(fields: PublicPost): Post {
  return {
    id: fields.id,
    topicId: fields.topic_id,
    number: fields.post_number,
    authorId: fields.user_id,
    authorName: fields.username,
    title: fields.topic_title ?? '',
    raw: fields.raw ?? '',
    categoryId: fields.category_id,
    replyToNumber: fields.reply_to_post_number,
    createdAt: fields.created_at,
    updatedAt: fields.updated_at,
    version: fields.version,
  };
}
