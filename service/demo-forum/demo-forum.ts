import { randomBytes } from 'node:crypto';

import type { TrustLevel } from '../model/member.ts';
import { botScopes } from './api/keys-and-scopes.ts';
import { findMember } from './forum-core.ts';
import type { ForumCore } from './forum-core.ts';
import { discourseDefaults } from './limits.ts';
import type { ForumLimits } from './limits.ts';
import { createMood } from './misbehaviour.ts';
import type { Misbehaviour, MisbehaviourMode, Mood } from './misbehaviour.ts';
import { deletePost, editPost, likePost, recoverPost, unlikePost } from './posting/change-post.ts';
import { deleteTopic, editTopic, movePosts, recoverTopic, setTopicStatus } from './posting/change-topic.ts';
import type { TopicEdit, TopicStatus } from './posting/change-topic.ts';
import { createCook } from './posting/cook.ts';
import { addMember, enterGroup, setTrustLevel } from './posting/join.ts';
import type { NewMember } from './posting/join.ts';
import { publishPost } from './posting/publish-post.ts';
import { slugOf } from './posting/slug.ts';
import { draftOf } from './posting/writing.ts';
import type { Writing } from './posting/writing.ts';
import { approveReviewable, enqueueDraft, pendingReviewables, rejectReviewable, submitFreely } from './posting/submit-draft.ts';
import { settleForum } from './seed/settle-forum.ts';
import { openForumState } from './state/forum-state.ts';
import { forgetfulJournal, openJournal } from './state/journal.ts';
import type { ForumCategory, ForumDelivery, ForumGroup, ForumMember, ForumPost, ForumReviewable, ForumTopic } from './state/records.ts';
import { createDispatcher } from './webhooks/dispatch-webhooks.ts';

export interface DemoForumOptions {
  /** `{ file }` is an SQLite file that outlives `kill -9` and may be open in one process at a time. */
  store: 'memory' | { file: string };
  now?: () => Date;
  limits?: Partial<ForumLimits>;
  /** Fills a new forum with categories, members and a few topics; unless false. An empty one has the bot and the automatic groups only. */
  seed?: boolean;
  /** Where the forum can be reached, without a slash at the end; `demoForumApp` finds it out by itself when it listens. */
  baseUrl?: string;
}

export type DemoForum = ReturnType<typeof createDemoForum>;

export const botUsername = 'waypost';

/**
 * Opens a small forum that keeps Discourse's rules. What its functions do is told to its webhooks, as recorded; functions throw
 * `ForumRefusal` where Discourse would refuse. Close it when done.
 */
export function createDemoForum(options: DemoForumOptions) {
  const journal = options.store === 'memory' ? forgetfulJournal() : openJournal(options.store.file);
  const state = openForumState(journal);
  const limits = { ...discourseDefaults, ...options.limits };
  const now = options.now ?? (() => new Date());
  const mood: Mood = createMood();
  let baseUrl = options.baseUrl ?? 'http://localhost';

  const dispatcher = createDispatcher({
    state,
    limits,
    now,
    baseUrl: () => baseUrl,
    mustLose: (event) => mood.has('lost-webhooks') && (event === 'topic_created' || mood.take(['lost-webhooks']) !== null),
  });
  const core: ForumCore = {
    state,
    limits,
    now,
    baseUrl: () => baseUrl,
    cook: createCook({
      isMember: (name) => findMember(core, name) !== undefined,
      groupCalled: (name) => [...state.groups.all()].find((group) => group.name === name.toLowerCase()) ?? null,
    }),
    emit: (event) => dispatcher.enqueue(event),
    isReadOnly: () => mood.has('read-only'),
    mustHold: () => mood.take(['held-for-approval']) !== null,
  };
  state.together(() => settleForum(core, { seed: options.seed ?? true, createKey: () => createApiKey({ username: botUsername, scopes: botScopes }) }));

  function member(username: string): ForumMember {
    const found = findMember(core, username);
    if (found) return found;
    const names = [...state.members.all()].map((known) => known.username).join(', ');
    throw new Error(`demo forum: there is no member "${username}"; known: ${names}`);
  }

  function createApiKey(key: { username?: string | null; scopes?: readonly string[] | null } = {}): string {
    const { username = null, scopes = null } = key;
    return state.apiKeys.put({ id: randomBytes(32).toString('hex'), username, scopes, revoked: false }).id;
  }

  return {
    core,
    mood,
    /** Key of the bot: bound to it, with the scopes it needs and no more. */
    apiKey: [...state.apiKeys.all()].find((key) => key.username === botUsername && !key.revoked)?.id ?? '',
    botUsername,
    get baseUrl() {
      return baseUrl;
    },
    setBaseUrl: (url: string) => void (baseUrl = url.replace(/\/$/, '')),
    get members(): ForumMember[] {
      return [...state.members.all()];
    },
    member,
    categories: (): ForumCategory[] => [...state.categories.all()],
    topics: (): ForumTopic[] => [...state.topics.all()],
    /** Every post there is, deleted ones and private messages too. */
    posts: (): ForumPost[] => [...state.posts.all()],
    /** The bot's posts by the HTML comment in them, deleted ones included: the judge of "exactly once". */
    postsWithMarker(): Map<string, ForumPost[]> {
      const found = new Map<string, ForumPost[]>();
      for (const post of state.posts.all()) {
        if (state.members.get(post.userId)?.username !== botUsername) continue;
        for (const [marker] of (post.rawBefore ?? post.raw).matchAll(/<!--[\s\S]*?-->/g)) {
          found.set(marker, [...(found.get(marker) ?? []), post]);
        }
      }
      return found;
    },

    addMember: (newMember: NewMember, { silent = false } = {}): ForumMember => addMember(core, newMember, { silent }),
    changeMember: (username: string, change: Partial<ForumMember>): ForumMember => state.members.put({ ...member(username), ...change }),
    setTrustLevel: (username: string, to: TrustLevel): ForumMember => setTrustLevel(core, member(username).id, to),
    addCategory(category: Pick<ForumCategory, 'name'> & Partial<ForumCategory>): ForumCategory {
      const id = category.id ?? state.next('category');
      state.skipTo('category', id);
      const plain = { slug: slugOf(category.name), color: '1B6B58', description: null, parentId: null, readRestricted: false };
      return state.categories.put({ ...plain, ...category, id });
    },
    addGroup(group: Pick<ForumGroup, 'name'> & Partial<ForumGroup>, members: readonly string[] = []): ForumGroup {
      const id = group.id ?? state.next('group');
      state.skipTo('group', id);
      state.groups.put({ automatic: false, mentionable: true, fullName: null, memberIds: [], ...group, id });
      for (const username of members) enterGroup(core, member(username), id);
      return state.groups.get(id) ?? { automatic: false, mentionable: true, fullName: null, memberIds: [], ...group, id };
    },
    createApiKey,
    revokeApiKey: (id: string) => {
      const key = state.apiKeys.get(id);
      if (key) state.apiKeys.put({ ...key, revoked: true });
    },

    /** Sends what happens from now on to `url`; all events unless named. A webhook with the same address is replaced. */
    addWebhook({ url, secret, events = null }: { url: string; secret: string; events?: readonly string[] | null }): number {
      const same = [...state.webhooks.all()].find((webhook) => webhook.url === url);
      return state.webhooks.put({ id: same?.id ?? state.next('webhook'), url, secret, events }).id;
    },
    removeWebhook: (id: number) => state.webhooks.remove(id),
    ping: () => dispatcher.enqueue({ name: 'ping', type: 'ping', payload: 'OK' }),
    /** The newest deliveries, first to last. */
    deliveries: (): ForumDelivery[] => [...state.deliveries.all()],
    /** Resolves when every webhook that is due has been answered. */
    settled: () => dispatcher.settled(),

    /** A member writes in the browser: no limits on how often, and never held for approval. */
    writePost: (writing: Writing): ForumPost =>
      submitFreely(core, member(writing.as), draftOf(writing), { checkText: writing.checkText ?? false }),
    /** Rebuilds history: given ids and dates, no checks, and no webhook tells of it. */
    importPost: (writing: Writing & { createdAt?: string; ids?: { topic?: number; post?: number }; type?: 1 | 3 | 4 }): ForumPost => {
      const { createdAt, ids = {}, type = 1 } = writing;
      const externals = { silent: true, createdAt, ids, type };
      return state.together(() => publishPost(core, member(writing.as), draftOf(writing), externals));
    },
    editPost: ({ as, postId, raw, reason = null }: { as: string; postId: number; raw: string; reason?: string | null }): ForumPost =>
      editPost(core, member(as), postId, { raw, reason }),
    deletePost: ({ as, postId }: ByOnPost) => deletePost(core, member(as), postId),
    recoverPost: ({ as, postId }: ByOnPost) => recoverPost(core, member(as), postId),
    likePost: ({ as, postId }: ByOnPost) => likePost(core, member(as), postId),
    unlikePost: ({ as, postId }: ByOnPost) => unlikePost(core, member(as), postId),
    setTopicStatus: ({ as, topicId, status, enabled }: ByOnTopic & { status: TopicStatus; enabled: boolean }) =>
      setTopicStatus(core, member(as), topicId, status, enabled),
    closeTopic: ({ as, topicId, closed = true }: ByOnTopic & { closed?: boolean }) =>
      setTopicStatus(core, member(as), topicId, 'closed', closed),
    editTopic: ({ as, topicId, ...edit }: ByOnTopic & TopicEdit) => editTopic(core, member(as), topicId, edit),
    deleteTopic: ({ as, topicId }: ByOnTopic) => deleteTopic(core, member(as), topicId),
    recoverTopic: ({ as, topicId }: ByOnTopic) => recoverTopic(core, member(as), topicId),
    movePosts: ({ as, postIds, title }: { as: string; postIds: readonly number[]; title: string }) =>
      movePosts(core, member(as), postIds, title),
    /** Puts a text before the moderators instead of publishing it. */
    hold: (writing: Writing): ForumReviewable => state.together(() => enqueueDraft(core, member(writing.as), draftOf(writing))),
    pending: (): ForumReviewable[] => pendingReviewables(core),
    approve: (reviewableId: number): ForumPost => approveReviewable(core, reviewableId),
    reject: (reviewableId: number) => rejectReviewable(core, reviewableId),

    misbehave: (misbehaviour: Misbehaviour | MisbehaviourMode) =>
      mood.misbehave(typeof misbehaviour === 'string' ? { mode: misbehaviour } : misbehaviour),
    behave: (mode?: MisbehaviourMode) => mood.behave(mode),

    async close(): Promise<void> {
      await dispatcher.close();
      journal.close();
    },
    async [Symbol.asyncDispose](): Promise<void> {
      await this.close();
    },
  };
}

interface ByOnPost {
  as: string;
  postId: number;
}
interface ByOnTopic {
  as: string;
  topicId: number;
}
