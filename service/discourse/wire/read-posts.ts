import { z } from 'zod';
import type { PostCreated } from '../../model/event.ts';
import type { ForumId } from '../../model/ids.ts';
import { postCreated } from './interpret-post.ts';
import { readMarker } from './marker.ts';
import { postFields, postTypes } from './post-fields.ts';
import type { PostFields } from './post-fields.ts';
import type { LatestPosts, PostView } from './views.ts';

const latestFields = z.object({ latest_posts: z.array(z.unknown()) });

/** `GET /posts.json`. One post that cannot be read must not hide the others from reconciliation. */
export function readLatestPosts(json: unknown): LatestPosts {
  const { latest_posts: listed } = latestFields.parse(json);
  const posts = listed.map(tryReadPost).filter((post) => post !== null);
  return { posts, unreadable: listed.length - posts.length };
}

/** `GET /posts/{id}.json`; throws a ZodError when it is not a post. */
export function readPost(json: unknown): PostView {
  const view = asView(postFields.parse(json));
  if (view === null) throw new Error('the post has no author');
  return view;
}

const editedFields = z.object({ post: z.unknown() });

/** The answer to `PUT /posts/{id}.json`. */
export function readEditedPost(json: unknown): PostView {
  return readPost(editedFields.parse(json).post);
}

/** Null when the author's account is gone or the post is not of the expected shape. */
export function tryReadPost(json: unknown): PostView | null {
  const read = postFields.safeParse(json);
  return read.success ? asView(read.data) : null;
}

/**
 * The event that the lost webhook of this post would have been; null for what is no visible regular post of an account
 * in a category.
 */
export function missedPost(forum: ForumId, view: PostView): PostCreated | null {
  if (view.kind !== 'regular' || view.hidden || view.deleted || view.deletedByAuthor) return null;
  if (view.authorId < 1 || view.categoryId === null || view.raw === null) return null;
  const {
    id,
    topicId,
    number,
    authorId,
    authorName,
    raw,
    categoryId,
    replyToNumber,
    createdAt,
    updatedAt,
    version,
  } = view;
  const title = view.title ?? '';
  const post = {
    id,
    topicId,
    number,
    authorId,
    authorName,
    title,
    raw,
    categoryId,
    replyToNumber,
    createdAt,
    updatedAt,
    version,
  };
  return postCreated({ forum, source: 'reconciliation', post, authorTrustLevel: view.authorTrustLevel });
}

const kinds: Readonly<Record<number, PostView['kind']>> = {
  [postTypes.regular]: 'regular',
  [postTypes.moderatorAction]: 'moderator_action',
  [postTypes.smallAction]: 'small_action',
  [postTypes.whisper]: 'whisper',
};

/** The number of Discourse's "like" among the things that can be done to a post. */
const LIKE = 2;

function asView(fields: PostFields): PostView | null {
  if (fields.user_id === null) return null;
  return {
    id: fields.id,
    topicId: fields.topic_id,
    number: fields.post_number,
    authorId: fields.user_id,
    authorName: fields.username ?? '',
    authorTrustLevel: fields.trust_level,
    title: fields.topic_title,
    categoryId: fields.category_id,
    raw: fields.raw,
    marker: fields.raw === null ? null : readMarker(fields.raw),
    kind: kinds[fields.post_type] ?? 'other',
    replyToNumber: fields.reply_to_post_number,
    createdAt: fields.created_at,
    updatedAt: fields.updated_at,
    version: fields.version,
    hidden: fields.hidden,
    deleted: fields.deleted_at !== null,
    deletedByAuthor: fields.user_deleted,
    likes: fields.actions_summary === null ? null : countLikes(fields.actions_summary),
    answers: fields.reply_count,
    links: fields.link_counts
      // A reflection is a link to this post from elsewhere.
      .filter(({ reflection }) => !reflection)
      .map(({ url, clicks }) => ({ url, clicks: clicks ?? 0 })),
  };
}

/** Discourse leaves the entry out, or its count, where nobody has liked. */
function countLikes(actions: NonNullable<PostFields['actions_summary']>): number {
  return actions.find((action) => action.id === LIKE)?.count ?? 0;
}
