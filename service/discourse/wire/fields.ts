import { z } from 'zod';
import { categoryId, memberId, postId, topicId } from '../../model/ids.ts';
import type { TrustLevel } from '../../model/member.ts';

const positive = z.int().positive();

export const postIdField = positive.transform(postId);
export const topicIdField = positive.transform(topicId);
export const categoryIdField = positive.transform(categoryId);
/** Below 1 are the system and the bots that come with Discourse. */
export const memberIdField = z.int().transform(memberId);

/** Null and absent are the same to us: Discourse leaves out what it does not wish to say. */
export const maybeText = z
  .string()
  .nullish()
  .transform((value) => value ?? null);
export const maybeTrue = z
  .boolean()
  .nullish()
  .transform((value) => value ?? false);
export const maybeCount = z
  .int()
  .nonnegative()
  .nullish()
  .transform((value) => value ?? null);

export const dateField = z
  .string()
  .max(40)
  .transform((text, context) => {
    const date = new Date(text);
    if (!Number.isNaN(date.getTime())) return date;
    context.issues.push({ code: 'custom', message: 'expected a date', input: text });
    return z.NEVER;
  });
export const maybeDate = dateField.nullish().transform((value) => value ?? null);

const levels: readonly TrustLevel[] = [0, 1, 2, 3, 4];
/** A level that we do not know is no level. */
export const maybeTrustLevel = z
  .unknown()
  .nullish()
  .transform((value): TrustLevel | null => levels.find((level) => level === value) ?? null);

/** Plain names in 2024, `{ id, name, slug }` since 2026; names may be translated, slugs are not. */
const tagField = z
  .union([z.string(), z.object({ name: z.string().nullish(), slug: z.string().nullish() })])
  .transform((tag) => (typeof tag === 'string' ? tag : (tag.slug ?? tag.name ?? '')));
export const maybeTags = z
  .array(tagField)
  .nullish()
  .transform((tags) => tags?.filter((tag) => tag !== '') ?? null);

/** Where the first thing went wrong, in words that quote nothing of the input. */
export function sayFault(error: z.ZodError): string {
  const [issue] = error.issues;
  if (issue === undefined) return 'it has an unexpected shape';
  const place = issue.path.length === 0 ? 'it' : `"${issue.path.map(String).join('.')}"`;
  return `${place} is not what was expected (${issue.code})`;
}
