import type { LocalFacts } from '../engine/local-facts.ts';
import { aboutEvent } from '../model/about-event.ts';
import type { CommunityEvent, PostLiked } from '../model/event.ts';
import { type Fact, known, unknown } from '../model/fact.ts';
import { type FactsDeps, forumOf } from './facts-deps.ts';

/** What is at hand of something that nobody wrote: where it was, how many likes there are, what a group is called. */
export async function localFactsOfHappening(deps: FactsDeps, event: CommunityEvent): Promise<LocalFacts> {
  const { topicId, categoryId } = aboutEvent(event);
  const nowhere = unknown('the event does not tell where');
  const forum = forumOf(deps, event.forum);
  const topic = topicId === null ? null : await deps.posts.topic(deps.db, event.forum, topicId);
  return {
    categorySlugs: categoryId === null ? nowhere : (await forum.category(categoryId)).slugs,
    tags: topic?.tags ? known(topic.tags, 'webhook', topic.toldAt) : nowhere,
    postCount: unknown('the event is not about a post'),
    ...(event.kind === 'post.liked' ? { likes: await countLikes(deps, event) } : {}),
    ...(event.kind === 'group.joined' || event.kind === 'group.left'
      ? { groupName: await forum.groupName(event.group) }
      : {}),
  };
}

/** Complete only for posts that were written under our eyes: likes from before were told to nobody. */
async function countLikes(deps: FactsDeps, event: PostLiked): Promise<Fact<number>> {
  const forum = await deps.forums.find(event.forum);
  const counted = await deps.posts.likesUpTo(event);
  if (!forum || counted.writtenAt === null || counted.writtenAt < forum.watchedSince)
    return unknown('the post may have been liked before Waypost came');
  return known(counted.likes, 'ledger', event.occurredAt);
}
