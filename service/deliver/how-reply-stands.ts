import { DiscourseError } from '../discourse/discourse-error.ts';
import { areSameWords, wordsWritten } from '../discourse/wire/plugin/words-written.ts';
import type { PostView, TopicView } from '../discourse/wire.ts';
import type { Offer } from '../model/offer.ts';
import type { DeliverDeps } from './delivery.ts';

/**
 * How a reply of ours stands on the forum. `untouched`: with its own words, and nobody has made anything of it.
 * `folded`: with the line that we have begun to write. `in_use`: liked, answered, the solution, rewritten, or gone.
 */
export type ReplyStands = 'untouched' | 'folded' | 'in_use';

/**
 * Looks at the reply itself, in the page at hand or in one of its own. What cannot be told counts as use.
 * @throws DiscourseError unless it says that the place is gone or closed.
 */
export async function howReplyStands(
  deps: DeliverDeps,
  offer: Offer,
  { view, folded }: { view: TopicView | null; folded: string | null },
): Promise<ReplyStands> {
  const read = await findReply(deps, offer, view);
  if (read === null) return 'in_use';
  const { post, solutions } = read;
  if (post.raw === null || offer.body === null || post.deleted || post.hidden) return 'in_use';
  if (folded !== null && areSameWords(post.raw, folded)) return 'folded';
  const isUsed = post.likes !== 0 || post.answers !== 0 || solutions.includes(post.number);
  return isUsed || !areSameWords(post.raw, wordsWritten(offer.body)) ? 'in_use' : 'untouched';
}

async function findReply(
  deps: DeliverDeps,
  offer: Offer,
  view: TopicView | null,
): Promise<{ post: PostView; solutions: readonly number[] } | null> {
  const found = inView(view, offer);
  if (found !== null || offer.topicId === null || offer.replyPostId === null) return found;
  const number = await deps.posts.numberOf(offer.forum, offer.replyPostId);
  const client = deps.clients.get(offer.forum);
  if (number === null || !client) return null;
  const query = { includeRaw: true, nearNumber: number };
  try {
    return inView(await client.topic(offer.topicId, query, { priority: 'withdraw' }), offer);
  } catch (error) {
    if (error instanceof DiscourseError && error.retry === 'never' && !error.pausesForum) return null;
    throw error;
  }
}

function inView(view: TopicView | null, { replyPostId }: Offer) {
  const post = view?.posts.find(({ id }) => id === replyPostId);
  return view && post ? { post, solutions: view.solutions ?? [] } : null;
}
