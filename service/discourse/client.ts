import type { CategoryId, PostId, TopicId } from '../model/ids.ts';
import type { Priority } from './share-ledger.ts';
import type { CategoryView, LatestPosts, MemberView, PostView, SiteView, TopicView } from './wire/views.ts';

/** What every call takes besides its own arguments. */
export interface CallOptions {
  /** Each call has a sensible one of its own. */
  priority?: Priority;
  signal?: AbortSignal;
  /** How long to wait for a turn in the forum's API share; default 20 s. */
  maxWaitMs?: number;
}

export type CreateResult =
  | { outcome: 'posted'; postId: PostId; postNumber: number; cookedMentions: readonly string[] }
  /** Held by the forum for a moderator; never send it again. */
  | { outcome: 'enqueued'; reviewableId: number | null };

/** The forum through the bot's eyes. Every call throws `DiscourseError` and nothing else. */
export interface DiscourseClient {
  /** Priority `deliver`, counted against the pace of replies. Send the very same `raw` when asked to send again. */
  createReply(
    reply: { topicId: TopicId; replyToPostNumber: number | null; raw: string },
    options?: CallOptions,
  ): Promise<CreateResult>;
  /**
   * The topic, 20 posts at a time: its beginning, `page` (from 1), or the posts around `nearNumber`.
   * `usernameFilters` lists those members' posts only, the opening post always. Priority `facts`.
   */
  topic(
    id: TopicId,
    query?: { usernameFilters?: readonly string[]; includeRaw?: boolean; nearNumber?: number; page?: number },
    options?: CallOptions,
  ): Promise<TopicView>;
  /** One post with its raw text. A key limited by scopes may not read it (403): then read the topic. Priority `facts`. */
  post(id: PostId, options?: CallOptions): Promise<PostView>;
  /** Newest public regular posts; `before` is inclusive. Priority `reconcile`. */
  latestPosts(query?: { before?: PostId }, options?: CallOptions): Promise<LatestPosts>;
  /** Priority `facts`. */
  member(username: string, options?: CallOptions): Promise<MemberView>;
  /** Asked without the key: what everyone can see, at no cost to the API share. */
  site(options?: CallOptions): Promise<SiteView>;
  /** Asked without the key; null when not everyone can read it or it does not exist. */
  openCategory(id: CategoryId, options?: CallOptions): Promise<CategoryView | null>;
  /** Priority `withdraw`. */
  editPost(edit: { postId: PostId; raw: string; editReason: string }, options?: CallOptions): Promise<PostView>;
  /** For the janitor only; priority `withdraw`. */
  deletePost(id: PostId, options?: CallOptions): Promise<void>;
  /** `topics:read` and the like; empty for a key without limits. Priority `background`. */
  scopes(options?: CallOptions): Promise<readonly string[]>;
}
