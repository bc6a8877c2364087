import { z } from 'zod';
import type { Channel } from '../../../model/decision.ts';
import type { PostId, TopicId } from '../../../model/ids.ts';
import type { RefusedGuide } from '../../../model/plugin.ts';
import { dateField, maybeCount, maybeDate, maybeTrue, postIdField, topicIdField } from '../fields.ts';
import { channelsField } from './read-capabilities.ts';

/** An offer as the plugin keeps it. */
export interface PluginOffer {
  id: string;
  channel: Channel;
  state: 'shown' | 'sent' | 'withdrawn' | 'refused';
  version: number;
  topicId: TopicId | null;
  postId: PostId | null;
  /** The post that the bot wrote; null for cards and banners. */
  replyPostId: PostId | null;
  createdAt: Date;
}

/** What the plugin answered to an offer. Everything it can say is here; what is thrown instead is no answer of the plugin. */
export type PutOutcome =
  | { outcome: 'done'; offer: PluginOffer; replayed: boolean }
  /** For good when `retryAt` is null: the same answer for ever. */
  | { outcome: 'refused'; code: string; retryAt: Date | null }
  /** This id was used with another body before. */
  | { outcome: 'different_offer' }
  /** The body is not as the contract says; the same body will never be. */
  | { outcome: 'not_understood' }
  /** No plugin, or it is switched off. */
  | { outcome: 'gone' };

export type WithdrawOutcome =
  | { outcome: 'withdrawn'; offer: PluginOffer }
  /** `in_use`, `cannot_withdraw`: it stays as it is. */
  | { outcome: 'refused'; code: string }
  | { outcome: 'gone' };

/** What a member has done with an offer, as the plugin keeps it. */
export interface PluginOfferState extends PluginOffer {
  member: {
    seenAt: Date | null;
    clickedAt: Date | null;
    rating: 'helped' | 'not_helped' | null;
    ratedAt: Date | null;
    dismissedAt: Date | null;
    snoozedUntil: Date | null;
    askedPersonAt: Date | null;
    doneSteps: readonly string[];
  };
}

const offerFields = z.object({
  id: z.string(),
  channel: z.string().transform((name, context): Channel => {
    const [channel] = channelsField.parse([name]);
    if (channel !== undefined) return channel;
    context.issues.push({ code: 'custom', message: 'expected a channel', input: name });
    return z.NEVER;
  }),
  state: z.enum(['shown', 'sent', 'withdrawn', 'refused']),
  version: z.int(),
  topic_id: topicIdField.nullish().transform((id) => id ?? null),
  post_id: postIdField.nullish().transform((id) => id ?? null),
  reply_post_id: postIdField.nullish().transform((id) => id ?? null),
  created_at: dateField,
});

function asOffer(fields: z.infer<typeof offerFields>): PluginOffer {
  return {
    id: fields.id,
    channel: fields.channel,
    state: fields.state,
    version: fields.version,
    topicId: fields.topic_id,
    postId: fields.post_id,
    replyPostId: fields.reply_post_id,
    createdAt: fields.created_at,
  };
}

const doneFields = z.object({ offer: offerFields, replayed: maybeTrue });
const refusedFields = z.object({ error_type: z.literal('refused'), code: z.string(), retry_at: maybeDate });
const invalidFields = z.object({ error_type: z.literal('invalid_parameters') });
const differentFields = z.object({ error_type: z.literal('different_offer') });

/**
 * `PUT /waypost/offers/:id.json`, 2xx and the errors that the contract names.
 * Throws a ZodError for everything else: then nobody knows what has become of the offer.
 */
export function readPutOutcome(status: number, json: unknown): PutOutcome {
  if (status === 404) return { outcome: 'gone' };
  if (status === 409) {
    differentFields.parse(json);
    return { outcome: 'different_offer' };
  }
  if (status === 400) {
    invalidFields.parse(json);
    return { outcome: 'not_understood' };
  }
  if (status === 422) {
    const { code, retry_at: retryAt } = refusedFields.parse(json);
    return { outcome: 'refused', code, retryAt };
  }
  const { offer, replayed } = doneFields.parse(json);
  return { outcome: 'done', offer: asOffer(offer), replayed };
}

/** `DELETE /waypost/offers/:id.json`. */
export function readWithdrawOutcome(status: number, json: unknown): WithdrawOutcome {
  if (status === 404) return { outcome: 'gone' };
  if (status === 422) return { outcome: 'refused', code: refusedFields.parse(json).code };
  return { outcome: 'withdrawn', offer: asOffer(z.object({ offer: offerFields }).parse(json).offer) };
}

const memberFields = z.object({
  seen_at: maybeDate,
  clicked_at: maybeDate,
  rating: z
    .enum(['helped', 'not_helped'])
    .nullish()
    .transform((rating) => rating ?? null),
  rated_at: maybeDate,
  dismissed_at: maybeDate,
  snoozed_until: maybeDate,
  asked_person_at: maybeDate,
  done_steps: z.array(z.string()).catch([]),
});

/** `GET /waypost/offers/:id.json`; null where the plugin has never heard of it, or is not there. */
export function readOfferState(status: number, json: unknown): PluginOfferState | null {
  if (status === 404) return null;
  const { offer } = z.object({ offer: offerFields.extend({ member: memberFields }) }).parse(json);
  const { member } = offer;
  return {
    ...asOffer(offer),
    member: {
      seenAt: member.seen_at,
      clickedAt: member.clicked_at,
      rating: member.rating,
      ratedAt: member.rated_at,
      dismissedAt: member.dismissed_at,
      snoozedUntil: member.snoozed_until,
      askedPersonAt: member.asked_person_at,
      doneSteps: member.done_steps,
    },
  };
}

export type DirectoryOutcome =
  | {
      outcome: 'kept';
      version: string;
      count: number | null;
      changed: boolean;
      rejected: readonly RefusedGuide[];
    }
  | { outcome: 'not_understood'; faults: readonly string[] }
  | { outcome: 'gone' };

const faults = z.array(z.string()).catch([]);
const rejected = z
  .array(
    z.object({ id: z.string().nullable().catch(null), locale: z.string().nullable().catch(null), faults }),
  )
  .catch([]);
const directoryFields = z.object({
  directory: z.object({ version: z.string(), count: maybeCount, changed: maybeTrue, rejected }),
});

/** `PUT /waypost/resources.json`. */
export function readDirectoryOutcome(status: number, json: unknown): DirectoryOutcome {
  if (status === 404) return { outcome: 'gone' };
  if (status === 400) {
    invalidFields.parse(json);
    return {
      outcome: 'not_understood',
      ...z
        .object({ errors: faults })
        .transform(({ errors }) => ({ faults: errors }))
        .parse(json),
    };
  }
  return { outcome: 'kept', ...directoryFields.parse(json).directory };
}
