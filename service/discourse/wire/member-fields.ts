import { z } from 'zod';
import {
  dateField,
  maybeCount,
  maybeDate,
  maybeText,
  maybeTrue,
  maybeTrustLevel,
  memberIdField,
} from './fields.ts';

/**
 * The fields of a member that Waypost uses, alike in webhooks and API answers. Of the e-mail address only one thing is
 * asked, whether the account has been made anonymous; the address itself goes no further.
 */
export const memberFields = z.object({
  id: memberIdField,
  username: z.string(),
  email: maybeText.transform((address) => address?.endsWith('@anonymized.invalid') ?? false),
  trust_level: maybeTrustLevel,
  created_at: dateField.nullish().transform((value) => value ?? null),
  last_seen_at: maybeDate,
  last_posted_at: maybeDate,
  /** Replies only: opening posts are in `topic_count`. */
  post_count: maybeCount,
  topic_count: maybeCount,
  locale: maybeText,
  staged: z
    .boolean()
    .nullish()
    .transform((value) => value ?? null),
  admin: maybeTrue,
  moderator: maybeTrue,
  suspended_till: maybeDate,
  groups: z
    .array(z.object({ name: z.string() }))
    .nullish()
    .transform((groups) => groups?.map((group) => group.name) ?? null),
  user_option: z
    .object({ timezone: maybeText })
    .nullish()
    .transform((option) => option ?? { timezone: null }),
});

export type MemberFields = z.output<typeof memberFields>;

/** Posts of both sorts; null unless both are told, for replies alone would make an old hand a newcomer. */
export function countPosts({ post_count, topic_count }: MemberFields): number | null {
  return post_count === null || topic_count === null ? null : post_count + topic_count;
}
