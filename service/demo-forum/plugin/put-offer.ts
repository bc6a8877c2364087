import type { ForumCore } from '../forum-core.ts';
import { findRefusal } from './find-refusal.ts';
import type { OfferRefusal } from './find-refusal.ts';
import { isShown } from './read-offer.ts';
import type { OfferBody, OfferRequest } from './read-offer.ts';
import type { WaypostOffer } from './records.ts';
import { noTraces } from './traces.ts';
import { writeOffer } from './write-offer.ts';

export type PutOutcome =
  | { kind: 'done'; offer: WaypostOffer; replayed: boolean }
  | { kind: 'different' }
  | { kind: 'refused'; refusal: OfferRefusal; replayed: boolean };

/** Shows or sends one offer. The same id and body may come as often as one likes: one offer, one post comes of it. */
export function putOffer(core: ForumCore, id: string, request: OfferRequest): PutOutcome {
  return core.state.together(() => {
    const known = core.state.waypost.offers.get(id);
    if (known?.digest && known.digest !== request.digest) return { kind: 'different' };
    if (known && known.state !== 'claimed') return replay(known);
    const offer = known ?? core.state.waypost.offers.put(claim(core, id, request));
    return deliver(core, offer, request.body.replaces ?? null);
  });
}

function replay(offer: WaypostOffer): PutOutcome {
  const { refusal } = offer;
  if (offer.state !== 'refused' || refusal === null) return { kind: 'done', offer, replayed: true };
  return { kind: 'refused', refusal: { ...refusal, retryAt: null }, replayed: true };
}

function deliver(core: ForumCore, offer: WaypostOffer, replaces: string | null): PutOutcome {
  const refusal = findRefusal(core, offer);
  if (refusal) return refuse(core, offer, refusal);
  if (!isShown(offer.channel)) {
    const written = writeOffer(core, offer);
    return 'code' in written
      ? refuse(core, offer, written)
      : {
          kind: 'done',
          offer: finish(core, { ...offer, state: 'sent', replyPostId: written.id }),
          replayed: false,
        };
  }
  const other = core.state.waypost.offers.get(replaces ?? '');
  if (other?.state === 'shown' && other.memberId === offer.memberId && other.id !== offer.id)
    finish(core, { ...other, state: 'withdrawn' });
  return { kind: 'done', offer: finish(core, { ...offer, state: 'shown' }), replayed: false };
}

function refuse(core: ForumCore, offer: WaypostOffer, refusal: OfferRefusal): PutOutcome {
  const { code, errors } = refusal;
  if (refusal.retryAt === null) finish(core, { ...offer, state: 'refused', refusal: { code, errors } });
  return { kind: 'refused', refusal, replayed: false };
}

/** Keeps a change that everybody who looks is to notice. */
export function finish(core: ForumCore, offer: WaypostOffer): WaypostOffer {
  return core.state.waypost.offers.put({ ...offer, version: offer.version + 1 });
}

function claim(core: ForumCore, id: string, { body, digest }: OfferRequest): WaypostOffer {
  const cook = (raw: string): string => core.cook(raw, { followLinks: false });
  return {
    ...whatIsAsked(body),
    id,
    sequence: core.state.next('waypost_offer'),
    digest,
    state: 'claimed',
    version: 0,
    cooked: cook(body.raw),
    // A step is one line: its paragraph is left out.
    steps: (body.steps ?? []).map(({ key, raw }) => ({
      key,
      cooked: cook(raw).replace(/^<p>([\s\S]*)<\/p>$/, '$1'),
    })),
    replyPostId: null,
    createdAt: core.now().toISOString(),
    refusal: null,
    traces: noTraces,
  };
}

function whatIsAsked(body: OfferBody) {
  return {
    channel: body.channel,
    kind: body.kind,
    memberId: body.member_id,
    rule: body.rule,
    resource: body.resource,
    topicId: body.topic_id ?? null,
    postId: body.post_id ?? null,
    title: body.title ?? null,
    raw: body.raw,
    form: body.form ?? ('microguide' as const),
    link: body.link ?? null,
    why: {
      text: body.why?.text ?? null,
      owner: body.why?.owner ?? null,
      reviewed_on: body.why?.reviewed_on ?? null,
    },
    locale: body.locale ?? null,
    expiresAt: body.expires_at ? new Date(body.expires_at).toISOString() : null,
  };
}
