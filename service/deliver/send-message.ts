import { writeMessage } from '../discourse/wire/write-message.ts';
import type { RenderInput } from '../engine/render/render-input.ts';
import { renderMessage } from '../engine/render/render-offer.ts';
import { markerIn } from '../engine/render/render-reply.ts';
import type { DeliverDeps, DeliverWork } from './delivery.ts';
import { sendByApi } from './send-by-api.ts';
import { shortenTitle } from './shorten-title.ts';

/**
 * Sends a private message as the bot. It carries the offer's marker as its name outside the forum, of which Discourse
 * keeps one for ever: even a late or repeated request makes no second message.
 */
export async function sendMessage(
  deps: DeliverDeps,
  work: DeliverWork,
  { to, input }: { to: string; input: RenderInput },
): Promise<void> {
  const { offer, lease } = work;
  if (offer.body === null && to === '') {
    await deps.offers.end(offer.id, { state: 'held', because: [{ code: 'member_gone' }], lease });
    return;
  }
  const body = offer.body ?? write(offer.marker, to, input);
  await sendByApi(deps, work, { body, send: (client, options) => client.createMessage(body, options) });
}

function write(marker: string, to: string, input: RenderInput): string {
  const { title, raw } = renderMessage(input);
  return writeMessage({
    externalId: marker,
    to,
    title: shortenTitle(title),
    raw: `${raw}\n\n${markerIn(marker)}`,
  });
}
