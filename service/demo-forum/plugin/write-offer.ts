import type { ForumCore } from '../forum-core.ts';
import { checkDraft } from '../posting/check-draft.ts';
import { emptyDraft } from '../posting/empty-draft.ts';
import { canWriteIn } from '../posting/permissions.ts';
import { publishPost } from '../posting/publish-post.ts';
import { countPost, kindOf } from '../posting/rate-limit.ts';
import { ForumRefusal } from '../refusal.ts';
import { sayText, speechFor } from '../refusal-texts.ts';
import type { ForumPost, PostDraft } from '../state/records.ts';
import { forGood, forNow, livingBot } from './find-refusal.ts';
import type { OfferRefusal } from './find-refusal.ts';
import type { WaypostOffer } from './records.ts';

/** Writes a reply or a message as the bot, by the forum's own rules: lengths, repetition and rates; a refused one leaves nothing behind. */
export function writeOffer(core: ForumCore, offer: WaypostOffer): ForumPost | OfferRefusal {
  const bot = livingBot(core);
  if (!bot) return forGood('bot_missing');
  const topic = core.state.topics.get(offer.topicId ?? 0);
  if (offer.channel === 'whisper' || (offer.channel === 'reply' && (!topic || !canWriteIn(core, bot, topic))))
    return forGood('bot_cannot_post');
  const draft = draftOf(core, offer);
  try {
    checkDraft(core, bot, draft, { text: true });
    countPost(core, bot, kindOf(draft));
    return publishPost(core, bot, draft, { silent: false });
  } catch (error) {
    if (!(error instanceof ForumRefusal)) throw error;
    return readRefusal(core, error);
  }
}

function draftOf(core: ForumCore, offer: WaypostOffer): PostDraft {
  const { raw, title } = offer;
  if (offer.channel !== 'message') {
    const replyToNumber = core.state.posts.get(offer.postId ?? 0)?.number ?? null;
    return { ...emptyDraft, raw, topicId: offer.topicId, replyToNumber };
  }
  const recipients = [core.state.members.get(offer.memberId ?? 0)?.username ?? ''];
  return { ...emptyDraft, raw, title, archetype: 'private_message', recipients };
}

function readRefusal(core: ForumCore, { refusal }: ForumRefusal): OfferRefusal {
  if (refusal.kind === 'too_often') {
    return forNow('post_rate_limited', new Date(core.now().getTime() + refusal.waitMs).toISOString());
  }
  if (refusal.kind !== 'invalid') return forGood('bot_cannot_post');
  const speech = speechFor(null);
  return { ...forGood('text_rejected'), errors: refusal.texts.map((text) => sayText(speech, text)) };
}
