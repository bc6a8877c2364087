import { z } from 'zod';
import {
  categoryIdField,
  dateField,
  maybeCount,
  maybeDate,
  maybeText,
  maybeTrue,
  maybeTrustLevel,
  memberIdField,
  postIdField,
  topicIdField,
} from './fields.ts';

/** The fields of a post that Waypost uses, alike in webhooks and in API answers of 2024 and 2026. */
export const postFields = z.object({
  id: postIdField,
  topic_id: topicIdField,
  post_number: z.int().positive(),
  post_type: z.int(),
  /** Null once the account is gone. */
  user_id: memberIdField.nullish().transform((value) => value ?? null),
  username: maybeText,
  trust_level: maybeTrustLevel,
  topic_title: maybeText,
  topic_archetype: maybeText,
  category_id: categoryIdField.nullish().transform((value) => value ?? null),
  raw: maybeText,
  reply_to_post_number: z.coerce
    .number()
    .int()
    .positive()
    .nullish()
    .catch(null)
    .transform((value) => value ?? null),
  created_at: dateField,
  updated_at: dateField,
  version: z
    .int()
    .positive()
    .nullish()
    .transform((value) => value ?? 1),
  hidden: maybeTrue,
  deleted_at: maybeDate,
  user_deleted: maybeTrue,
  reply_count: maybeCount,
  link_counts: z
    .array(z.object({ url: z.string(), reflection: maybeTrue, clicks: maybeCount }))
    .nullish()
    .catch(null)
    .transform((links) => links ?? []),
  actions_summary: z
    .array(z.object({ id: z.int(), count: maybeCount }))
    .nullish()
    .transform((actions) => actions ?? null),
});

export type PostFields = z.output<typeof postFields>;

/** Discourse's `post_type`. */
export const postTypes = { regular: 1, moderatorAction: 2, smallAction: 3, whisper: 4 } as const;
