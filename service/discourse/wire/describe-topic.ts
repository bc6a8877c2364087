import { known, unknown } from '../../model/fact.ts';
import type { Fact } from '../../model/fact.ts';
import type { CategoryId, ForumId, PostId } from '../../model/ids.ts';
import type { Topic, TopicReply } from '../../model/post.ts';
import type { PostView, TopicView } from './views.ts';

export interface TopicSources {
  forum: ForumId;
  view: TopicView;
  /** When the topic was read. */
  at: Date;
  /** What is known of its category. */
  category: { open: Fact<boolean>; slugs: Fact<readonly string[]> };
  isBot: (post: PostView) => boolean;
}

/** A topic as the forum showed it; null for a message, which has no category and concerns no rule. */
export function describeTopic({ forum, view, at, category, isBot }: TopicSources): Topic | null {
  const categoryId: CategoryId | null = view.categoryId;
  if (categoryId === null || view.isMessage) return null;
  const told = <T>(value: T) => known(value, 'forum', at);
  return {
    forum,
    id: view.id,
    title: view.title,
    categoryId,
    categorySlugs: category.slugs,
    isPublic: category.open,
    tags: told(view.tags),
    closed: told(view.closed),
    archived: told(view.archived),
    deleted: told(view.deleted),
    solved:
      view.solved === null ? unknown('the forum does not say whether a topic is solved') : told(view.solved),
    replies: describeReplies(view, at, isBot),
  };
}

/**
 * Known only if the page reaches the end of the topic: that nobody has answered can be said of no less. Earlier posts
 * may be missing; `nearNumber` asks for the page around the post that matters.
 */
function describeReplies(
  view: TopicView,
  at: Date,
  isBot: TopicSources['isBot'],
): Fact<readonly TopicReply[]> {
  const read = new Set<PostId>(view.posts.map((post) => post.id));
  const last = view.stream.at(-1);
  if (last !== undefined && !read.has(last)) {
    return unknown(`only ${read.size} of the topic's ${view.stream.length} posts were read`);
  }
  const replies = view.posts.filter(isStanding).map((post) => ({
    postId: post.id,
    number: post.number,
    authorId: post.authorId,
    authorName: post.authorName,
    isBot: post.authorId < 1 || isBot(post),
    createdAt: post.createdAt,
  }));
  return known(replies, 'forum', at);
}

function isStanding(post: PostView): boolean {
  return post.kind === 'regular' && !post.hidden && !post.deleted && !post.deletedByAuthor;
}
