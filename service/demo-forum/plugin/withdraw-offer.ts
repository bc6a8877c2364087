import type { ForumCore } from '../forum-core.ts';
import { editPost } from '../posting/change-post.ts';
import { forGood, livingBot } from './find-refusal.ts';
import type { OfferRefusal } from './find-refusal.ts';
import { finish } from './put-offer.ts';
import type { WaypostOffer } from './records.ts';
import { noTraces } from './traces.ts';

/** Takes an offer back; an id that was never heard of is remembered, so that a late offer cannot appear. */
export function withdrawOffer(core: ForumCore, id: string): WaypostOffer | OfferRefusal {
  return core.state.together(() => {
    const offer = core.state.waypost.offers.get(id);
    if (!offer) return core.state.waypost.offers.put(buried(core, id));
    if (offer.state === 'withdrawn') return offer;
    if (offer.channel === 'message' && offer.state === 'sent') return forGood('cannot_withdraw');
    if (isInUse(core, offer)) return forGood('in_use');
    if (offer.state === 'sent') foldPost(core, offer);
    return finish(core, { ...offer, state: 'withdrawn' });
  });
}

function isInUse({ state }: ForumCore, offer: WaypostOffer): boolean {
  if (offer.traces.rating === 'helped') return true;
  const post = state.posts.get(offer.replyPostId ?? 0);
  if (!post || post.deletedAt !== null) return false;
  const isAnswered = state
    .postsOf(post.topicId)
    .some((other) => other.replyToNumber === post.number && other.deletedAt === null);
  return post.likedBy.length > 0 || isAnswered;
}

/** A post that is gone already is left alone. */
function foldPost(core: ForumCore, { replyPostId, locale }: WaypostOffer): void {
  const post = core.state.posts.get(replyPostId ?? 0);
  const bot = livingBot(core);
  if (!post || !bot || post.deletedAt !== null || post.userDeleted) return;
  const raw = foldedTexts[locale?.startsWith('de') ? 'de' : 'en'];
  editPost(core, bot, post.id, { raw, reason: raw });
}

const foldedTexts = {
  en: 'This guide has been taken back.',
  de: 'Dieser Wegweiser wurde zurückgenommen.',
} as const;

function buried(core: ForumCore, id: string): WaypostOffer {
  return {
    ...{ id, sequence: core.state.next('waypost_offer'), digest: null, state: 'withdrawn', version: 0 },
    ...{ channel: 'card', kind: 'help', memberId: null, rule: '', resource: '', topicId: null, postId: null },
    ...{ title: null, raw: '', cooked: '', form: 'microguide', steps: [], link: null, locale: null },
    why: { text: null, owner: null, reviewed_on: null },
    expiresAt: null,
    replyPostId: null,
    createdAt: core.now().toISOString(),
    refusal: null,
    traces: noTraces,
  };
}
