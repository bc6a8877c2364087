import type { Logger } from 'pino';
import type { DiscourseClient } from '../discourse/client.ts';
import { DiscourseError } from '../discourse/discourse-error.ts';
import { writeDigest } from '../engine/render/write-digest.ts';
import type { TopicReaders } from '../forum/who-reads-topic.ts';
import { type ForumId, topicId } from '../model/ids.ts';
import type { Rulebook } from '../rulebook/rulebook.ts';
import type { Db } from '../storage/database.ts';
import type { Reports } from '../storage/reports.ts';
import type { ReviewStore } from '../storage/offers/review-store.ts';
import type { RuleStore } from '../storage/rule-store.ts';

export interface TellStaffDeps {
  db: Db;
  client: Pick<DiscourseClient, 'createReply'>;
  whoReads(topic: number): Promise<TopicReaders>;
  reviews: Pick<ReviewStore, 'takeTurnToTell' | 'giveTurnBack'>;
  reports: Pick<Reports, 'proposedOffers'>;
  rules: Pick<RuleStore, 'standings'>;
  rulebook(): Rulebook;
  /** The address of the dashboard; null where nobody has said it. */
  publicUrl: string | null;
  log: Logger;
}

/**
 * Tells the staff, in the topic that `site.yml` names, what has begun to wait for a decision: one post for all of it, at
 * most as often as `review.every` says, by one process. Care is never among it. A topic that everybody can read is told nothing.
 */
export function createStaffTeller(deps: TellStaffDeps, forum: ForumId): () => Promise<void> {
  return async () => {
    const rulebook = deps.rulebook();
    const { topic, everyMs } = rulebook.site.review;
    if (topic === null) return;
    if ((await deps.rules.standings(deps.db, forum)).pausedForum) return;
    const turn = await deps.reviews.takeTurnToTell(forum, everyMs);
    if (turn === null) return;
    const { count, offers } = await deps.reports.proposedOffers(forum, []);
    if (count === 0) return;
    const reviewUrl = deps.publicUrl === null ? null : new URL('/review', deps.publicUrl).href;
    const raw = writeDigest(rulebook, { offers: offers.map(({ offer }) => offer), count, reviewUrl });
    try {
      if ((await deps.whoReads(topic)) !== 'some') {
        deps.log.error(
          { forum, topic },
          'the review topic can be read by everybody, so nothing is told there',
        );
        return;
      }
      await deps.client.createReply({ topicId: topicId(topic), replyToPostNumber: null, raw });
    } catch (error) {
      if (!(error instanceof DiscourseError)) throw error;
      deps.log.warn({ forum, topic, code: error.code }, 'the staff could not be told what waits');
      // What may have been posted is not posted again; the next proposal brings the next post.
      if (error.retry === 'later' || error.pausesForum) await deps.reviews.giveTurnBack(forum, turn);
    }
  };
}
