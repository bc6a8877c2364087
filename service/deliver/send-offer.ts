import { renderReply } from '../engine/render/render-reply.ts';
import type { Post } from '../model/post.ts';
import type { Resource } from '../rulebook/resources/resource.ts';
import { chooseWay } from './choose-way.ts';
import type { DeliverDeps, DeliverWork } from './delivery.ts';
import { sendByPlugin } from './send-by-plugin.ts';
import { sendMessage } from './send-message.ts';
import { sendReply } from './send-reply.ts';
import { takeNextChannel } from './take-next-channel.ts';
import { writeOffer } from './write-offer.ts';

const pluginIsAwayMs = 60_000;

/** Sends an offer that everything speaks for, by the way it has taken already or the one that is open. */
export async function sendOffer(
  deps: DeliverDeps,
  work: DeliverWork,
  about: { post: Post | null; member: string; resource: Resource },
): Promise<void> {
  const { offer, lease } = work;
  const { site } = deps.rulebook();
  const { locale, because, evidence, marker } = offer;
  const { post, resource, member } = about;
  const slots = { ...offer.slots, member: post?.authorName ?? member, topic: post?.title ?? '' };
  const edited = offer.editedText;
  const isCare = offer.kind === 'care';
  const offerPage = deps.publicUrl ? `${deps.publicUrl}/o/${marker}` : null;
  const input = { site, resource, locale, because, evidence, slots, edited, isCare, offerPage };
  switch (await chooseWay(deps, offer)) {
    case 'api': {
      if (offer.channel === 'message') await sendMessage(deps, work, { to: member, input });
      else if (post === null)
        await deps.offers.end(offer.id, { state: 'held', because: [{ code: 'no_post_to_answer' }], lease });
      else {
        const body = offer.body ?? renderReply({ ...input, marker });
        await sendReply(deps, work, { body, topicId: post.topicId, replyTo: post.number });
      }
      return;
    }
    case 'plugin': {
      const written = offer.body === null ? writeOffer(offer, input) : { body: offer.body, length: 0 };
      if (written === null || written.length > (await longestText(deps, work)))
        await takeNextChannel(deps, work, offer.channel);
      else await sendByPlugin(deps, work, written.body);
      return;
    }
    case 'next':
      await takeNextChannel(deps, work, offer.channel);
      return;
    case 'wait':
      await deps.offers.recordUnknown(offer.id, lease, {
        delayMs: pluginIsAwayMs,
        lookedUp: false,
        because: [{ code: 'plugin_away' }],
      });
  }
}

async function longestText(deps: DeliverDeps, { offer }: DeliverWork): Promise<number> {
  const limits = (await deps.known.get(offer.forum)?.plugin.knowledge())?.can?.limits;
  const isSmall = offer.channel === 'card' || offer.channel === 'banner';
  return (isSmall ? limits?.rawLength : limits?.postRawLength) ?? 0;
}
