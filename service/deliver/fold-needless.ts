import { DiscourseError } from '../discourse/discourse-error.ts';
import { foldsReply, renderFold } from '../engine/render/render-fold.ts';
import type { ForumId } from '../model/ids.ts';
import type { Offer } from '../model/offer.ts';
import type { ReplyFoldStore } from '../storage/reply-fold-store.ts';
import type { DeliverDeps } from './delivery.ts';
import { howReplyStands } from './how-reply-stands.ts';
import { isClosedDoor } from './is-closed-door.ts';
import { whyNeedIsOver } from './why-need-is-over.ts';

export interface FoldDeps extends DeliverDeps {
  folds: ReplyFoldStore;
}

const mostInOneRound = 5;
/** Of the thirty edits a day that Discourse lets an account make; the others are for the topic that the staff is told in. */
const mostADay = 24;
const mostAttempts = 4;
const lookAgainMs = 60_000;

/**
 * Folds replies that nobody needs any more to one line, by an edit: the question was solved, answered, or changed. A reply
 * that somebody liked, answered, thanked for or took for the solution stays, and so does one that somebody else has
 * rewritten. A paused forum folds nothing. Returns how many were folded.
 * @throws DiscourseError when the forum cannot be asked; the next round goes on.
 */
export async function foldNeedless(deps: FoldDeps, forum: ForumId): Promise<number> {
  if ((await deps.rules.standings(deps.db, forum)).pausedForum) return 0;
  let folded = 0;
  for (const offer of await deps.folds.repliesToLookAt(forum, mostInOneRound))
    if (await foldIfNeedless(deps, offer)) folded += 1;
  return folded;
}

async function foldIfNeedless(deps: FoldDeps, offer: Offer): Promise<boolean> {
  const begun = await deps.folds.begun(offer.id);
  const need = await whyNeedIsOver(deps, offer, foldsReply);
  const place = need?.place;
  if (begun === null && (need === null || !place?.found)) {
    await deps.offers.recordNeedChecked(offer.id);
    return false;
  }
  const stands = await howReplyStands(deps, offer, {
    view: place?.found ? place.view : null,
    folded: begun?.body ?? null,
  });
  if (stands === 'folded') return await settleFolded(deps, offer);
  if (stands !== 'untouched' || need === null || (begun?.attempts ?? 0) >= mostAttempts) {
    // Begun or not: what an edit could still do is undone by nobody, so no further one is made.
    await deps.folds.leave(offer.id);
    await deps.offers.recordNeedChecked(offer.id);
    return false;
  }
  const { site } = deps.rulebook();
  const { body, editReason } = renderFold({ site, ...offer, because: need.over.code });
  const now = await deps.folds.begin(offer, { body, because: need.over, mostADay });
  if (now === null) return false;
  return await edit(deps, offer, { body: now.body, editReason });
}

async function edit(
  deps: FoldDeps,
  offer: Offer,
  { body, editReason }: { body: string; editReason: string },
): Promise<boolean> {
  const client = deps.clients.get(offer.forum);
  if (!client || offer.replyPostId === null) return false;
  try {
    await client.editPost({ postId: offer.replyPostId, raw: body, editReason });
  } catch (error) {
    if (!(error instanceof DiscourseError)) throw error;
    const { code, status } = error;
    deps.log.warn({ offerId: offer.id, code, status }, 'reply not folded');
    if (error.pausesForum) await deps.forums.block(offer.forum, { forMs: lookAgainMs, because: code });
    const isForGood =
      error.retry === 'never' && !error.pausesForum && (await isClosedDoor(deps, offer, error));
    if (isForGood) await deps.folds.leave(offer.id);
    // Also where the answer was lost: the next look tells what it has done.
    else await deps.folds.postpone(offer.id, error.retryAfterMs ?? lookAgainMs);
    return false;
  }
  return await settleFolded(deps, offer);
}

async function settleFolded(deps: FoldDeps, offer: Offer): Promise<boolean> {
  await deps.folds.recordFolded(offer.id);
  deps.log.info({ offerId: offer.id }, 'reply folded');
  return true;
}
