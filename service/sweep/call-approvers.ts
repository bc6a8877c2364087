import type { Logger } from 'pino';
import type { DiscourseClient } from '../discourse/client.ts';
import { DiscourseError } from '../discourse/discourse-error.ts';
import { writeMessage } from '../discourse/wire/write-message.ts';
import { callTextsIn } from '../engine/texts/call-texts.ts';
import type { ForumId } from '../model/ids.ts';
import type { Rulebook } from '../rulebook/rulebook.ts';
import type { Db } from '../storage/database.ts';
import type { ReviewStore } from '../storage/review-store.ts';
import type { RuleStore } from '../storage/rule-store.ts';

export interface CallApproversDeps {
  db: Db;
  client: Pick<DiscourseClient, 'createMessage'>;
  reviews: Pick<ReviewStore, 'takeCareToTell' | 'careNotTold'>;
  rules: Pick<RuleStore, 'standings'>;
  rulebook(): Rulebook;
  /** The address of the dashboard; null where nobody has said it. */
  publicUrl: string | null;
  log: Logger;
}

/**
 * Calls the approvers of a care rule by a private message of the bot when it has proposed something: once for each, and
 * without a word of what it is. The forum keeps one message of a name, so that none is ever sent twice.
 */
export function createApproverCaller(deps: CallApproversDeps, forum: ForumId): () => Promise<void> {
  return async () => {
    if ((await deps.rules.standings(deps.db, forum)).pausedForum) return;
    const waiting = await deps.reviews.takeCareToTell(forum);
    const { rules, site } = deps.rulebook();
    const approvers = waiting === null ? [] : (rules.get(waiting.rule)?.approvers ?? []);
    if (waiting === null || approvers.length === 0) return;
    const words = callTextsIn(site.locale);
    const say = new Intl.DateTimeFormat(site.locale, {
      dateStyle: 'medium',
      timeStyle: 'short',
      timeZone: site.timeZone,
    });
    const url = deps.publicUrl === null ? null : new URL('/review', deps.publicUrl).href;
    const until = say.format(waiting.decideBy ?? waiting.expiresAt);
    try {
      const body = writeMessage({
        externalId: `waypost-call-${waiting.id}`,
        to: approvers.join(','),
        title: words.title,
        raw: `${words.text(until)}\n\n${words.where(url)}`,
      });
      await deps.client.createMessage(body);
    } catch (error) {
      if (!(error instanceof DiscourseError)) throw error;
      deps.log.error({ offerId: waiting.id, code: error.code }, 'approvers could not be called');
      if (error.retry === 'later' || error.retry === 'ambiguous') await deps.reviews.careNotTold(waiting.id);
    }
  };
}
