import type { Logger } from 'pino';
import type { DiscourseClient } from '../discourse/client.ts';
import { DiscourseError } from '../discourse/discourse-error.ts';
import type { ForumId } from '../model/ids.ts';
import type { Offer } from '../model/offer.ts';
import type { OutcomeStore } from '../storage/outcomes/outcome-store.ts';
import type { PostStore } from '../storage/post-store.ts';

export interface OutcomesDeps {
  outcomes: Pick<OutcomeStore, 'takeMeasuring' | 'attribute' | 'nextLinksToRead' | 'recordClicks'>;
  posts: Pick<PostStore, 'numberOf'>;
  clients: ReadonlyMap<ForumId, Pick<DiscourseClient, 'topic'>>;
  /** Links to our own pages are not what a guide is about. */
  publicUrl: string | null;
  log: Logger;
}

const everyMs = 60_000;
/** At a minute a turn and four turns a reply, this is enough for a thousand replies a day, and never a burst. */
const mostReadsInOneTurn = 3;

/**
 * Looks what became of what was shown in the last two weeks, once a minute over all processes. What the tables tell costs
 * the forum nothing; how often links were followed is asked at the lowest priority. Returns how many replies were read.
 */
export async function followOutcomes(deps: OutcomesDeps, forum: ForumId): Promise<number> {
  if (!(await deps.outcomes.takeMeasuring(forum, everyMs))) return 0;
  await deps.outcomes.attribute(forum);
  let read = 0;
  while (read < mostReadsInOneTurn) {
    const offer = await deps.outcomes.nextLinksToRead(forum);
    if (offer === null) break;
    read += 1;
    await readLinks(deps, offer);
  }
  return read;
}

/** A turn that the forum does not answer is let go: the next one is days away, and the sum only grows. */
async function readLinks(deps: OutcomesDeps, offer: Offer): Promise<void> {
  const { forum, topicId, replyPostId } = offer;
  const client = deps.clients.get(forum);
  if (!client || topicId === null || replyPostId === null) return;
  const number = await deps.posts.numberOf(forum, replyPostId);
  try {
    const view = await client.topic(topicId, number === null ? {} : { nearNumber: number }, {
      priority: 'background',
    });
    const reply = view.posts.find(({ id }) => id === replyPostId);
    const followed = (reply?.links ?? []).filter(({ url }) => !isOurs(url, deps.publicUrl));
    const clicks = followed.reduce((sum, link) => sum + link.clicks, 0);
    await deps.outcomes.recordClicks(offer.id, forum, clicks);
  } catch (error) {
    if (!(error instanceof DiscourseError)) throw error;
    deps.log.info({ offerId: offer.id, code: error.code }, 'links of a reply not read');
  }
}

function isOurs(url: string, publicUrl: string | null): boolean {
  return publicUrl !== null && url.startsWith(`${publicUrl}/`);
}
