import { createHash } from 'node:crypto';

import { z } from 'zod';

import { channels, forms, kinds, limitsOfContract } from './vocabulary.ts';
import type { Channel } from './vocabulary.ts';

export const offerIdPattern = /^[A-Za-z0-9_-]{1,100}$/;

const name = z.string().regex(/^[a-z0-9-]{1,64}$/, 'expected 1 to 64 of a-z, 0-9 and -');
const forumId = z
  .int()
  .min(1)
  .max(2 ** 31 - 1);
const text = (max: number) =>
  z
    .string()
    .max(max)
    .refine((value) => value.trim() !== '' && !value.includes('\0'), 'expected a text that is not blank');
const shortText = z.string().max(300).nullish();

export const stepList = z
  .array(z.object({ key: z.string().regex(/^[a-z0-9-]{1,40}$/), raw: text(500) }))
  .max(limitsOfContract.steps)
  .nullish();
export const linkTo = z
  .object({
    url: z
      .string()
      .max(2000)
      .regex(/^(https?:\/\/[^\s/]|\/(?![/\\]))\S*$/, 'expected an http(s) address or a path of this forum'),
    text: text(150),
  })
  .nullish();
export const day = z.iso.date().nullish();

const offerBody = z
  .object({
    channel: z.enum(channels),
    kind: z.enum(kinds),
    member_id: forumId,
    rule: name,
    resource: name,
    topic_id: forumId.nullish(),
    post_id: forumId.nullish(),
    title: text(150).nullish(),
    raw: text(limitsOfContract.post_raw),
    form: z.enum(forms).nullish(),
    steps: stepList,
    link: linkTo,
    why: z.object({ text: shortText, owner: shortText, reviewed_on: day }).nullish(),
    locale: text(20).nullish(),
    expires_at: z.iso.datetime({ offset: true }).nullish(),
    replaces: z.string().regex(offerIdPattern).nullish(),
  })
  .superRefine((offer, context) => {
    const fault = (key: string, expected: string): void =>
      context.addIssue({ code: 'custom', path: [key], message: `expected ${expected}` });
    const steps = offer.steps ?? [];
    if (isUnderPost(offer.channel) && !offer.topic_id) fault('topic_id', 'a positive whole number');
    if (isUnderPost(offer.channel) && !offer.post_id) fault('post_id', 'a positive whole number');
    if (needsTitle(offer.channel) && !offer.title) fault('title', 'a text of 1 to 150 characters');
    if (isShown(offer.channel) && offer.raw.length > limitsOfContract.raw)
      fault('raw', `a text of 1 to ${limitsOfContract.raw} characters`);
    const form = offer.form ?? 'microguide';
    if (form === 'microguide' && steps.length > 0) fault('steps', 'none for a microguide');
    if (form !== 'microguide' && steps.length === 0) fault('steps', '1 to 20 of {key, raw}');
    if (new Set(steps.map(({ key }) => key)).size < steps.length) fault('steps', 'keys that differ');
  });

export type OfferBody = z.infer<typeof offerBody>;
export type OfferRequest = { body: OfferBody; digest: string };

/** Reads the body of `PUT /waypost/offers/:id.json`; `faults` say what is not as agreed. */
export function readOffer(body: unknown): { request: OfferRequest } | { faults: string[] } {
  const read = z.object({ offer: offerBody }).safeParse(body);
  if (!read.success) return { faults: sayFaults(read.error) };
  const { offer } = read.data;
  return { request: { body: offer, digest: digestOf({ ...offer, form: offer.form ?? 'microguide' }) } };
}

export function sayFaults({ issues }: z.ZodError): string[] {
  return issues.map(({ path, message }) => `${path.join('.') || 'body'}: ${message}`);
}

export function isShown(channel: Channel): boolean {
  return channel === 'card' || channel === 'banner';
}

/** The same for the same content, whatever the order of its keys; null is as good as absent. */
export function digestOf(value: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(ordered(value)))
    .digest('hex');
}

function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== 'object' || value === null) return value;
  return Object.entries(value)
    .filter(([, inner]) => inner !== null && inner !== undefined)
    .map(([key, inner]): [string, unknown] => [key, ordered(inner)])
    .toSorted(([one], [other]) => (one < other ? -1 : 1));
}

function isUnderPost(channel: Channel): boolean {
  return channel === 'card' || channel === 'reply' || channel === 'whisper';
}

function needsTitle(channel: Channel): boolean {
  return channel !== 'reply' && channel !== 'whisper';
}
