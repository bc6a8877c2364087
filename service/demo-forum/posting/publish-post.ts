import { findMember } from '../forum-core.ts';
import type { ForumCore } from '../forum-core.ts';
import type { ForumMember, ForumPost, ForumTopic, PostDraft, PostType } from '../state/records.ts';
import { postEvent } from '../webhooks/post-payload.ts';
import { topicEvent } from '../webhooks/topic-payload.ts';
import { digestOf } from './check-draft.ts';
import { slugOf } from './slug.ts';

export interface PublishOptions {
  silent: boolean;
  createdAt?: string | undefined;
  type?: PostType;
  actionCode?: string;
  reviewableId?: number;
  /** Runs when the id is known and before any webhook tells of the post. */
  before?: (postId: number) => void;
  /** Ids of a forum that is being rebuilt. */
  ids?: { topic?: number; post?: number };
}

/** Writes the post and, where the draft names none, its topic; tells the webhooks unless `silent`. Checks nothing. */
export function publishPost(
  core: ForumCore,
  author: ForumMember,
  draft: PostDraft,
  options: PublishOptions,
): ForumPost {
  const createdAt = options.createdAt ?? core.now().toISOString();
  const isNewTopic = draft.topicId === null;
  const topic = isNewTopic
    ? openTopic(core, author, draft, createdAt, options.ids?.topic)
    : topicOf(core, draft.topicId ?? 0);
  const id = takeId(core, 'post', options.ids?.post);
  options.before?.(id);

  // Discourse drops white space at the end before it keeps a text.
  const raw = draft.raw.trimEnd();
  const number = topic.highestPostNumber + 1;
  const grown = core.state.topics.put({ ...topic, highestPostNumber: number });
  const post = core.state.posts.put({
    id,
    topicId: topic.id,
    number,
    userId: author.id,
    type: options.type ?? (draft.whisper ? 4 : 1),
    raw,
    cooked: core.cook(raw, { followLinks: author.trustLevel >= 3 }),
    rawBefore: null,
    writtenDigest: digestOf(raw),
    createdAt,
    // An imported post keeps its day; what Discourse calls updated is the day of the import.
    updatedAt: options.createdAt === undefined ? createdAt : core.now().toISOString(),
    versionAt: createdAt,
    version: 1,
    replyToNumber: draft.replyToNumber,
    editReason: null,
    lastEditorId: author.id,
    actionCode: options.actionCode ?? null,
    userDeleted: false,
    deletedAt: null,
    likedBy: [],
    reviewableId: options.reviewableId ?? null,
  });
  if (post.type === 1) core.state.members.put({ ...author, lastPostedAt: createdAt });
  if (options.silent) return post;
  if (isNewTopic) core.emit(topicEvent(core, 'topic_created', grown));
  core.emit(postEvent(core, 'post_created', post));
  return post;
}

function openTopic(
  core: ForumCore,
  author: ForumMember,
  draft: PostDraft,
  createdAt: string,
  wantedId?: number,
): ForumTopic {
  const isMessage = draft.archetype === 'private_message';
  const recipients = draft.recipients
    .map((name) => findMember(core, name)?.id)
    .filter((id) => id !== undefined);
  return core.state.topics.put({
    id: takeId(core, 'topic', wantedId),
    title: draft.title?.trim() ?? '',
    slug: slugOf(draft.title ?? ''),
    categoryId: isMessage ? null : (draft.categoryId ?? 1),
    archetype: draft.archetype,
    userId: author.id,
    createdAt,
    closed: false,
    archived: false,
    visible: true,
    deletedAt: null,
    deletedById: null,
    externalId: draft.externalId,
    tags: draft.tags,
    allowedUserIds: isMessage ? [...new Set([author.id, ...recipients])] : [],
    highestPostNumber: 0,
    views: 0,
  });
}

function topicOf(core: ForumCore, id: number): ForumTopic {
  const topic = core.state.topics.get(id);
  if (!topic) throw new Error(`demo forum: topic ${id} is not there`);
  return topic;
}

function takeId(core: ForumCore, series: string, wanted: number | undefined): number {
  if (wanted === undefined) return core.state.next(series);
  core.state.skipTo(series, wanted);
  return wanted;
}
