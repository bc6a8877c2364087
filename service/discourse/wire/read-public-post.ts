import type { CategoryId, MemberId } from '../../model/ids.ts';
import { sayFault } from './fields.ts';
import type { Interpretation, OwnPostDetails } from './interpretation.ts';
import { readMarker } from './marker.ts';
import { postFields, postTypes } from './post-fields.ts';
import type { PostFields } from './post-fields.ts';
import { unwanted } from './unwanted.ts';

/** A regular post by an account, in a category. Whether everyone can read that category, no payload says. */
export type PublicPost = PostFields & { user_id: MemberId; username: string; category_id: CategoryId };

export type PublicPostRead = { post: PublicPost; instead: null } | { post: null; instead: Interpretation };

/** Reads the post of a webhook, or says why the payload alone shows that it is none of our business. */
export function readPublicPost(value: unknown): PublicPostRead {
  const read = postFields.safeParse(value);
  if (!read.success)
    return { post: null, instead: { outcome: 'quarantined', why: `in the post, ${sayFault(read.error)}` } };
  const post = read.data;
  const about = { postId: post.id, topicId: post.topic_id, memberId: post.user_id };
  const { user_id, username, category_id } = post;
  // Without a category there is no public place, whatever the archetype says.
  if (post.topic_archetype === 'private_message' || category_id === null) {
    return { post: null, instead: unwanted('private_message', about) };
  }
  if (user_id === null || username === null) return { post: null, instead: unwanted('author_gone', about) };
  if (user_id < 1) return { post: null, instead: unwanted('system_or_bot', about) };
  if (post.post_type === postTypes.whisper) return { post: null, instead: unwanted('whisper', about) };
  if (post.post_type === postTypes.smallAction)
    return { post: null, instead: unwanted('small_action', about) };
  if (post.post_type !== postTypes.regular)
    return { post: null, instead: unwanted('moderator_action', about) };
  return { post: { ...post, user_id, username, category_id }, instead: null };
}

export function ownDetails(post: PostFields): OwnPostDetails {
  return {
    number: post.post_number,
    marker: post.raw === null ? null : readMarker(post.raw),
    raw: post.raw,
    version: post.version,
    updatedAt: post.updated_at,
    hidden: post.hidden,
    deletedByAuthor: post.user_deleted,
  };
}
