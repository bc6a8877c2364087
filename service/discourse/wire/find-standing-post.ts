import type { PostId } from '../../model/ids.ts';
import type { Post } from '../../model/post.ts';
import type { PostView, TopicView } from './views.ts';

/**
 * A post on the page of a topic that was read, with its text. `deleted` when the topic no longer shows it, `unreadable`
 * when it is on another page or came without its text. `opening` is the first post of the topic.
 */
export function findStandingPost(
  view: TopicView,
  wanted: PostId | 'opening',
): Post | 'deleted' | 'unreadable' {
  const seen = view.posts.find((post) => (wanted === 'opening' ? post.number === 1 : post.id === wanted));
  if (seen === undefined) return view.stream.some((id) => id === wanted) ? 'unreadable' : 'deleted';
  if (isGone(seen)) return 'deleted';
  if (seen.raw === null || view.categoryId === null) return 'unreadable';
  const { id, topicId, number, authorId, authorName, raw, replyToNumber, createdAt, updatedAt, version } =
    seen;
  return {
    id,
    topicId,
    number,
    authorId,
    authorName,
    title: view.title,
    raw,
    categoryId: view.categoryId,
    replyToNumber,
    createdAt,
    updatedAt,
    version,
  };
}

function isGone({ deleted, deletedByAuthor, hidden }: PostView): boolean {
  return deleted || deletedByAuthor || hidden;
}
