import { z } from 'zod';
import {
  categoryIdField,
  maybeCount,
  maybeDate,
  maybeTags,
  maybeText,
  maybeTrue,
  memberIdField,
  postIdField,
  topicIdField,
} from './fields.ts';
import { readMarker } from './marker.ts';
import { tryReadPost } from './read-posts.ts';
import type { TopicView } from './views.ts';

const topicFields = z.object({
  id: topicIdField,
  title: z.string(),
  user_id: memberIdField.nullish().transform((value) => value ?? null),
  category_id: categoryIdField.nullish().transform((value) => value ?? null),
  archetype: maybeText,
  tags: maybeTags,
  closed: maybeTrue,
  archived: maybeTrue,
  visible: z
    .boolean()
    .nullish()
    .transform((value) => value ?? true),
  deleted_at: maybeDate,
  slow_mode_seconds: maybeCount,
  details: z.object({ can_create_post: maybeTrue }).nullish(),
  /** The Solved plugin: an object, `false` or null; absent without the plugin. */
  accepted_answer: z.unknown().optional(),
  /** The same of later versions, which take several answers. */
  accepted_answers: z.array(z.unknown()).nullish(),
  post_stream: z.object({ posts: z.array(z.unknown()), stream: z.array(postIdField).nullish() }),
  pending_posts: z
    .array(z.object({ id: z.int().positive(), raw: maybeText }))
    .nullish()
    .transform((posts) => posts ?? []),
});

/** `GET /t/{id}.json`; throws when it is not a topic, or one of its posts is not a post. */
export function readTopic(json: unknown): TopicView {
  const topic = topicFields.parse(json);
  const posts = topic.post_stream.posts.flatMap(readVisiblePost);
  return {
    id: topic.id,
    title: topic.title,
    authorId: topic.user_id,
    categoryId: topic.category_id,
    isMessage: topic.archetype === 'private_message' || topic.category_id === null,
    tags: topic.tags ?? [],
    closed: topic.closed,
    archived: topic.archived,
    visible: topic.visible,
    deleted: topic.deleted_at !== null,
    solved: isSolved(topic),
    solutions: [topic.accepted_answer, ...(topic.accepted_answers ?? [])].flatMap(placeOfSolution),
    slowModeSeconds: topic.slow_mode_seconds ?? 0,
    canReply: topic.details?.can_create_post ?? null,
    posts,
    stream: topic.post_stream.stream ?? posts.map((post) => post.id),
    pending: topic.pending_posts.map(({ id, raw }) => ({
      reviewableId: id,
      marker: raw === null ? null : readMarker(raw),
    })),
  };
}

const goneAuthor = z.object({ user_id: z.null() });

/** Skips posts whose account is gone; any other surprise fails, for "the marker is not there" must be true when it is said. */
function readVisiblePost(json: unknown) {
  const post = tryReadPost(json);
  if (post !== null) return [post];
  if (goneAuthor.safeParse(json).success) return [];
  throw new Error('a post of the topic is not of the expected shape');
}

const solution = z.object({ post_number: z.int().positive() });

function placeOfSolution(answer: unknown): number[] {
  const read = solution.safeParse(answer);
  return read.success ? [read.data.post_number] : [];
}

/** Null where nothing is said: without the plugin, and with one that says nothing of topics without a solution. */
function isSolved(topic: z.output<typeof topicFields>): boolean | null {
  if (topic.accepted_answers?.length) return true;
  if (!('accepted_answer' in topic)) return topic.accepted_answers ? false : null;
  const { accepted_answer: answer } = topic;
  return answer !== null && answer !== undefined && answer !== false;
}
