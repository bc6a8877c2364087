import type { CategoryId, PostId, TopicId } from '../model/ids.ts';
import { asJson, asTopicAddress, createCaller } from './call-forum.ts';
import type { CallerDeps, CallOptions } from './call-forum.ts';
import { DiscourseError, isClosedToGuests } from './discourse-error.ts';
import { readCreatedPost } from './wire/read-created-post.ts';
import { readMember } from './wire/read-member.ts';
import { readEditedPost, readLatestPosts, readPost } from './wire/read-posts.ts';
import { type ListedTopic, readLatestTopics } from './wire/read-latest-topics.ts';
import { readCategory, readScopes, readSite, readTags } from './wire/read-site.ts';
import { readTopic } from './wire/read-topic.ts';
import type { CreateResult } from './wire/read-created-post.ts';
import type { CategoryView, LatestPosts, MemberView, PostView, SiteView, TopicView } from './wire/views.ts';

export type { CallOptions } from './call-forum.ts';
export type { CreateResult } from './wire/read-created-post.ts';

/** The forum through the bot's eyes. Every call throws `DiscourseError` and nothing else. */
export interface DiscourseClient {
  /** Priority `deliver`, counted against the pace of replies. Send the very same `raw` when asked to send again. */
  createReply(
    reply: { topicId: TopicId; replyToPostNumber: number | null; raw: string },
    options?: CallOptions,
  ): Promise<CreateResult>;
  /**
   * Begins a private message. `body` comes from `writeMessage`; send the very same when asked to send again. Priority
   * `deliver`, counted against the pace of replies; the forum's own limits on messages hold up nothing else.
   */
  createMessage(body: string, options?: CallOptions): Promise<CreateResult>;
  /** The topic of a name outside the forum, deleted ones excepted; null: there is none that the bot may see. Priority `lookup`. */
  topicOfExternalId(externalId: string, options?: CallOptions): Promise<TopicId | null>;
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
  /** The topics that everybody can see with the newest posts, asked without the key; none where guests see no list. */
  openTopics(options?: CallOptions): Promise<readonly ListedTopic[]>;
  /** Priority `facts`. */
  member(username: string, options?: CallOptions): Promise<MemberView>;
  /**
   * The site's categories: asked without the key those that everyone can see, at no cost to the API share; `asBot` those
   * that the bot can see, priority `facts`.
   */
  site(query?: { asBot?: boolean }, options?: CallOptions): Promise<SiteView>;
  /** Tags that everyone can see, asked without the key. A forum without tags answers `not_found`. */
  tags(options?: CallOptions): Promise<readonly string[]>;
  /**
   * Asked without the key; null when not everyone can read it or it does not exist. A refusal in other words than
   * Discourse's own, by a proxy for example, says neither and is thrown.
   */
  openCategory(id: CategoryId, options?: CallOptions): Promise<CategoryView | null>;
  /** Priority `withdraw`. */
  editPost(
    edit: { postId: PostId; raw: string; editReason: string },
    options?: CallOptions,
  ): Promise<PostView>;
  /** For the janitor only; priority `withdraw`. */
  deletePost(id: PostId, options?: CallOptions): Promise<void>;
  /**
   * The bot's own account as everybody sees it, asked without the key: a suspended one hears 403 everywhere, as if its key
   * were dead. Null: it is not there, or its profile is hidden. Priority `background`.
   */
  ownOpenProfile(options?: CallOptions): Promise<MemberView | null>;
  /** `topics:read` and the like; empty for a key without limits. Priority `background`. */
  scopes(options?: CallOptions): Promise<readonly string[]>;
}

export type DiscourseClientDeps = CallerDeps;

/** The only place that speaks to a forum's API. */
export function createDiscourseClient(deps: DiscourseClientDeps): DiscourseClient {
  const call = createCaller(deps);

  return {
    createReply: ({ topicId, replyToPostNumber, raw }, options) =>
      call({
        method: 'POST',
        path: '/posts.json',
        kind: 'post',
        priority: 'deliver',
        // Without auto_track the bot would follow every topic that it answers in.
        body: {
          topic_id: topicId,
          raw,
          reply_to_post_number: replyToPostNumber ?? undefined,
          auto_track: false,
        },
        read: asJson(readCreatedPost),
        options,
      }),

    createMessage: (body, options) =>
      call({
        method: 'POST',
        path: '/posts.json',
        kind: 'post',
        hasOwnLimits: true,
        priority: 'deliver',
        body,
        read: asJson(readCreatedPost),
        options,
      }),

    async topicOfExternalId(externalId, options) {
      try {
        return await call({
          method: 'GET',
          path: `/t/external_id/${encodeURIComponent(externalId)}.json`,
          route: '/t/external_id/{id}.json',
          priority: 'lookup',
          alsoAnswers: [301, 302],
          read: asTopicAddress,
          options,
        });
      } catch (error) {
        if (error instanceof DiscourseError && error.code === 'not_found') return null;
        throw error;
      }
    },

    topic: (id, query = {}, options) =>
      call({
        method: 'GET',
        path: query.nearNumber === undefined ? `/t/${id}.json` : `/t/${id}/${query.nearNumber}.json`,
        route: '/t/{id}.json',
        query: {
          username_filters: query.usernameFilters?.join(','),
          include_raw: query.includeRaw === true ? 'true' : undefined,
          page: query.page?.toString(),
        },
        priority: 'facts',
        read: asJson(readTopic),
        options,
      }),

    post: (id, options) =>
      call({
        method: 'GET',
        path: `/posts/${id}.json`,
        route: '/posts/{id}.json',
        priority: 'facts',
        read: asJson(readPost),
        options,
      }),

    latestPosts: ({ before } = {}, options) =>
      call({
        method: 'GET',
        path: '/posts.json',
        query: { before: before?.toString() },
        priority: 'reconcile',
        read: asJson(readLatestPosts),
        options,
      }),

    async openTopics(options) {
      try {
        return await call({
          method: 'GET',
          path: '/latest.json',
          anonymous: true,
          priority: 'reconcile',
          read: asJson(readLatestTopics),
          options,
        });
      } catch (error) {
        if (error instanceof DiscourseError && (isClosedToGuests(error) || error.code === 'not_found'))
          return [];
        throw error;
      }
    },

    member: (username, options) =>
      call({
        method: 'GET',
        path: `/u/${encodeURIComponent(username)}.json`,
        route: '/u/{username}.json',
        priority: 'facts',
        read: asJson(readMember),
        options,
      }),

    site: ({ asBot = false } = {}, options) =>
      call({
        method: 'GET',
        path: '/site.json',
        anonymous: !asBot,
        priority: 'facts',
        read: asJson(readSite),
        options,
      }),

    tags: (options) =>
      call({
        method: 'GET',
        path: '/tags.json',
        anonymous: true,
        priority: 'background',
        read: asJson(readTags),
        options,
      }),

    async openCategory(id, options) {
      try {
        const path = `/c/${id}/show.json`;
        const route = '/c/{id}/show.json';
        return await call({
          method: 'GET',
          path,
          route,
          anonymous: true,
          priority: 'facts',
          read: asJson(readCategory),
          options,
        });
      } catch (error) {
        if (error instanceof DiscourseError && (isClosedToGuests(error) || error.code === 'not_found'))
          return null;
        throw error;
      }
    },

    editPost: ({ postId, raw, editReason }, options) =>
      call({
        method: 'PUT',
        path: `/posts/${postId}.json`,
        route: '/posts/{id}.json',
        priority: 'withdraw',
        body: { post: { raw, edit_reason: editReason } },
        read: asJson(readEditedPost),
        options,
      }),

    deletePost: (id, options) =>
      call({
        method: 'DELETE',
        path: `/posts/${id}.json`,
        route: '/posts/{id}.json',
        priority: 'withdraw',
        read: () => undefined,
        options,
      }),

    async ownOpenProfile(options) {
      try {
        return await call({
          method: 'GET',
          path: `/u/${encodeURIComponent(deps.apiUsername)}.json`,
          route: '/u/{username}.json',
          anonymous: true,
          priority: 'background',
          read: asJson(readMember),
          options,
        });
      } catch (error) {
        if (error instanceof DiscourseError && (isClosedToGuests(error) || error.code === 'not_found'))
          return null;
        throw error;
      }
    },

    scopes: (options) =>
      call({
        method: 'GET',
        path: '/session/scopes.json',
        priority: 'background',
        read: asJson(readScopes),
        options,
      }),
  };
}
