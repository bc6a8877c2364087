import { z } from 'zod';

import { ForumRefusal } from '../refusal.ts';
import type { PostDraft } from '../state/records.ts';

/** `true` and `"true"`; everything else is no. */
const yes = z
  .unknown()
  .optional()
  .transform((value) => value === true || value === 'true');
const text = z.union([z.string(), z.number()]).transform(String);
const number = z.coerce.number().int();

const createParams = z.object({
  raw: text.default(''),
  title: text.nullish(),
  topic_id: number.nullish(),
  category: number.nullish(),
  tags: z.array(text).optional(),
  'tags[]': z.union([z.array(text), text.transform((tag) => [tag])]).optional(),
  archetype: z.string().nullish(),
  target_recipients: text.nullish(),
  target_usernames: text.nullish(),
  reply_to_post_number: number.nullish(),
  external_id: text.nullish(),
  created_at: text.nullish(),
  // Discourse compares with the text "true"; a JSON boolean is not heard.
  whisper: z
    .unknown()
    .optional()
    .transform((value) => value === 'true'),
  skip_validations: yes,
  import_mode: yes,
  nested_post: yes,
  auto_track: z.unknown().optional(),
  no_bump: z.unknown().optional(),
  embed_url: z.unknown().optional(),
});

export interface CreateParams {
  draft: PostDraft;
  skipValidations: boolean;
  importMode: boolean;
  nested: boolean;
  createdAt: string | undefined;
  /** All that Discourse knows of the request, to tell whether two are the same; parameters it does not know are not in it. */
  fingerprint: string;
}

export function readCreateParams(body: unknown): CreateParams {
  const params = read(createParams, body);
  const recipients = (params.target_recipients ?? params.target_usernames ?? '')
    .split(',')
    .map((name) => name.trim());
  return {
    draft: {
      raw: params.raw,
      topicId: params.topic_id ?? null,
      title: params.title ?? null,
      categoryId: params.category ?? null,
      tags: params.tags ?? params['tags[]'] ?? [],
      replyToNumber: params.reply_to_post_number ?? null,
      archetype: params.archetype === 'private_message' ? 'private_message' : 'regular',
      recipients: recipients.filter(Boolean),
      externalId: params.external_id ?? null,
      whisper: params.whisper,
    },
    skipValidations: params.skip_validations,
    importMode: params.import_mode,
    nested: params.nested_post,
    createdAt: params.created_at ? new Date(params.created_at).toISOString() : undefined,
    fingerprint: JSON.stringify(params),
  };
}

const editParams = z.union([
  z.object({ post: z.object({ raw: text, edit_reason: text.nullish() }) }).transform(({ post }) => post),
  z.object({ 'post[raw]': text, 'post[edit_reason]': text.nullish() }).transform((flat) => ({
    raw: flat['post[raw]'],
    edit_reason: flat['post[edit_reason]'],
  })),
]);

export function readEditParams(body: unknown): { raw: string; reason: string | null } {
  const { raw, edit_reason } = read(editParams, body);
  return { raw, reason: edit_reason ?? null };
}

const topicEditParams = z.object({
  title: text.optional(),
  category_id: number.optional(),
  tags: z.array(text).optional(),
});

export function readTopicEditParams(body: unknown): { title?: string; categoryId?: number; tags?: string[] } {
  const { title, category_id, tags } = read(topicEditParams, body);
  return {
    ...(title === undefined ? {} : { title }),
    ...(category_id === undefined ? {} : { categoryId: category_id }),
    ...(tags === undefined ? {} : { tags }),
  };
}

const likeParams = z.object({ id: number, post_action_type_id: number });

export function readLikeParams(body: unknown): { postId: number } {
  const { id, post_action_type_id } = read(likeParams, body);
  if (post_action_type_id !== 2)
    throw new ForumRefusal({ kind: 'bad_parameter', name: 'post_action_type_id' });
  return { postId: id };
}

const statusParams = z.object({ status: z.enum(['closed', 'archived', 'visible']), enabled: yes });

export function readStatusParams(body: unknown): z.infer<typeof statusParams> {
  return read(statusParams, body);
}

const topicQuery = z.object({
  include_raw: z.string().optional(),
  username_filters: z.string().optional(),
  page: number.min(1).default(1),
});

export function readTopicQuery(query: unknown): { includeRaw: boolean; usernames: string[]; page: number } {
  const { include_raw, username_filters, page } = read(topicQuery, query);
  const includeRaw = include_raw === '1' || include_raw === 'true';
  return { includeRaw, usernames: (username_filters ?? '').split(',').filter(Boolean), page };
}

const idList = z.union([z.array(number), number.transform((id) => [id])]);
const topicPostsQuery = z.object({ include_raw: z.string().optional(), 'post_ids[]': idList.default([]) });

export function readTopicPostsQuery(query: unknown): { includeRaw: boolean; ids: number[] } {
  const params = read(topicPostsQuery, query);
  return {
    includeRaw: params.include_raw === '1' || params.include_raw === 'true',
    ids: params['post_ids[]'],
  };
}

const latestQuery = z.object({ before: number.optional() });

export function readLatestQuery(query: unknown): { before: number | undefined } {
  return { before: read(latestQuery, query).before };
}

const pageQuery = z.object({ page: number.min(0).default(0) });

export function readPageQuery(query: unknown): { page: number } {
  return read(pageQuery, query);
}

function read<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const result = schema.safeParse(value ?? {});
  if (result.success) return result.data;
  throw new ForumRefusal({ kind: 'bad_parameter', name: result.error.issues[0]?.path.join('.') || 'body' });
}
