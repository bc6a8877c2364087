import { openPluginState } from '../plugin/plugin-state.ts';
import type { PluginState } from '../plugin/plugin-state.ts';
import { createCollection } from './collection.ts';
import type { Collection } from './collection.ts';
import type { Journal, JournalChange } from './journal.ts';
import type {
  Counter,
  ForumApiKey,
  ForumCategory,
  ForumDelivery,
  ForumGroup,
  ForumMember,
  ForumPost,
  ForumReviewable,
  ForumSetting,
  ForumTopic,
  ForumWebhook,
  RateWindow,
  RememberedAnswer,
} from './records.ts';

export interface ForumState {
  members: Collection<number, ForumMember>;
  categories: Collection<number, ForumCategory>;
  groups: Collection<number, ForumGroup>;
  topics: Collection<number, ForumTopic>;
  posts: Collection<number, ForumPost>;
  reviewables: Collection<number, ForumReviewable>;
  apiKeys: Collection<string, ForumApiKey>;
  webhooks: Collection<number, ForumWebhook>;
  siteSettings: Collection<string, ForumSetting>;
  deliveries: Collection<number, ForumDelivery>;
  rateWindows: Collection<string, RateWindow>;
  rememberedAnswers: Collection<string, RememberedAnswer>;
  /** What the plugin remembers, if it is or was there. */
  waypost: PluginState;
  /** Posts of a topic by number, the deleted ones too. */
  postsOf(topicId: number): ForumPost[];
  /** Posts of a member, newest first. */
  postsBy(userId: number): Iterable<ForumPost>;
  /** Draws the next number of a series such as `post`; never the same twice. */
  next(series: string): number;
  /** The number that the series drew last; 0 before the first. */
  last(series: string): number;
  /** Makes the series go on after `used`. */
  skipTo(series: string, used: number): void;
  /** All changes that `work` makes are kept together or not at all. */
  together<T>(work: () => T): T;
}

/** Opens the forum's memory: everything lives in the process, every change goes to the journal before anyone is answered. */
export function openForumState(journal: Journal): ForumState {
  let pending: JournalChange[] = [];
  let depth = 0;

  const flush = (): void => {
    if (depth > 0 || pending.length === 0) return;
    const changes = pending;
    pending = [];
    journal.write(changes);
  };
  const onChange = (kind: string, id: string | number, record: unknown): void => {
    pending.push({ kind, id: String(id), json: record === undefined ? null : JSON.stringify(record) });
    flush();
  };
  const open = <Id extends string | number, Record extends { id: Id }>(
    kind: string,
  ): Collection<Id, Record> => {
    // The journal holds nothing but what `put` wrote, so the texts are records of this kind.
    const kept = journal.load(kind).map((json) => JSON.parse(json) as Record);
    kept.sort((one, other) =>
      typeof one.id === 'number' && typeof other.id === 'number' ? one.id - other.id : 0,
    );
    return createCollection<Id, Record>(kind, kept, onChange);
  };

  const counters = open<string, Counter>('counter');
  const stored = open<number, ForumPost>('post');
  const byTopic = new Map<number, Set<number>>();
  const byAuthor = new Map<number, number[]>();
  const note = (post: ForumPost): void => {
    const previous = stored.get(post.id);
    if (!previous) appendTo(byAuthor, post.userId, post.id);
    if (previous && previous.topicId !== post.topicId) byTopic.get(previous.topicId)?.delete(post.id);
    const ids = byTopic.get(post.topicId) ?? new Set();
    byTopic.set(post.topicId, ids.add(post.id));
  };
  for (const post of stored.all()) {
    byTopic.set(post.topicId, (byTopic.get(post.topicId) ?? new Set()).add(post.id));
    appendTo(byAuthor, post.userId, post.id);
  }
  const posts: Collection<number, ForumPost> = {
    get: (id) => stored.get(id),
    all: () => stored.all(),
    get size() {
      return stored.size;
    },
    put(post) {
      note(post);
      return stored.put(post);
    },
    remove: (id) => stored.remove(id),
  };

  return {
    members: open('member'),
    categories: open('category'),
    groups: open('group'),
    topics: open('topic'),
    posts,
    reviewables: open('reviewable'),
    apiKeys: open('api_key'),
    webhooks: open('webhook'),
    siteSettings: open('site_setting'),
    deliveries: open('delivery'),
    rateWindows: open('rate_window'),
    rememberedAnswers: open('remembered_answer'),
    waypost: openPluginState(open),
    postsOf(topicId) {
      const found = [...(byTopic.get(topicId) ?? [])].map((id) => stored.get(id));
      return found.filter((post) => post !== undefined).toSorted((one, other) => one.number - other.number);
    },
    *postsBy(userId) {
      for (const id of (byAuthor.get(userId) ?? []).toReversed()) {
        const post = stored.get(id);
        if (post) yield post;
      }
    },
    next(series) {
      return counters.put({ id: series, value: (counters.get(series)?.value ?? 0) + 1 }).value;
    },
    last: (series) => counters.get(series)?.value ?? 0,
    skipTo(series, used) {
      if (used > (counters.get(series)?.value ?? 0)) counters.put({ id: series, value: used });
    },
    together(work) {
      depth += 1;
      try {
        return work();
      } finally {
        depth -= 1;
        flush();
      }
    },
  };
}

function appendTo(lists: Map<number, number[]>, key: number, id: number): void {
  const list = lists.get(key);
  if (list) list.push(id);
  else lists.set(key, [id]);
}
