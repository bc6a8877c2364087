import type { Logger } from 'pino';
import type { DiscourseClient } from '../discourse/client.ts';
import { DiscourseError } from '../discourse/discourse-error.ts';
import { writeMessage } from '../discourse/wire/write-message.ts';
import { callTextsIn } from '../engine/texts/call-texts.ts';
import type { ForumId } from '../model/ids.ts';
import type { Rulebook } from '../rulebook/rulebook.ts';
import type { Db } from '../storage/database.ts';
import type { ReviewStore } from '../storage/offers/review-store.ts';
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
    const call = async (name: string, to: readonly string[]): Promise<DiscourseError | null> => {
      const raw = `${words.text(until)}\n\n${words.where(url)}`;
      const body = writeMessage({ externalId: name, to: to.join(','), title: words.title, raw });
      try {
        await deps.client.createMessage(body);
        return null;
      } catch (error) {
        if (!(error instanceof DiscourseError)) throw error;
        deps.log.error({ offerId: waiting.id, code: error.code }, 'approvers could not be called');
        return error;
      }
    };
    const name = `waypost-call-${waiting.id}`;
    const refused = await call(name, approvers);
    if (refused === null) return;
    const failures = isForGood(refused) ? await callEach(name, approvers, call) : [refused];
    if (!failures.every(isForGood)) await deps.reviews.careNotTold(waiting.id);
  };
}

/** A forum that has moved or takes our key no longer is mended by people, and asked again then. */
function isForGood({ retry, pausesForum }: DiscourseError): boolean {
  return retry === 'never' && !pausesForum;
}

/** Discourse refuses a message to all when one of them cannot be written to: the others must hear of it. */
async function callEach(
  name: string,
  approvers: readonly string[],
  call: (name: string, to: readonly string[]) => Promise<DiscourseError | null>,
): Promise<DiscourseError[]> {
  const failures: DiscourseError[] = [];
  if (approvers.length < 2) return failures;
  for (const [at, approver] of approvers.entries()) {
    const failure = await call(`${name}-${at}`, [approver]);
    if (failure) failures.push(failure);
  }
  return failures;
}
