import type { BulkFacts } from '../discourse/bulk-facts.ts';
import { factsOfMember } from '../discourse/wire/plugin/facts-of-member.ts';
import { type Fact, known } from '../model/fact.ts';
import type { ForumId, MemberId } from '../model/ids.ts';
import type { Member } from '../model/member.ts';
import type { Post, Topic } from '../model/post.ts';
import type { Db, Trx } from '../storage/database.ts';
import type { MemberStore } from '../storage/members/member-store.ts';
import type { PostStore } from '../storage/post-store.ts';

export interface AskPluginDeps {
  db: Db;
  members: MemberStore;
  posts: PostStore;
  /** Facts by the plugins of the forums that have one. */
  bulk: ReadonlyMap<ForumId, BulkFacts>;
  clock(handle: Db | Trx): Promise<Date>;
}

/** What members want is told by signals as it changes, and everything else may be ten minutes old. */
const factsForMs = 600_000;

/** Learns what the plugin knows of a member, unless it was asked lately. False: nothing new is known. */
export async function learnFromPlugin(
  deps: AskPluginDeps,
  about: { forum: ForumId; id: MemberId; known: Member | null },
): Promise<boolean> {
  const { forum, id } = about;
  const members = deps.bulk.get(forum)?.members;
  if (!members || isFresh(about.known, await deps.clock(deps.db))) return false;
  const found = await members.get(id);
  if (!found?.value) return false;
  const told = factsOfMember(found.value);
  const { at } = found;
  await deps.db
    .transaction()
    .execute((trx) => deps.members.learnFromPlugin(trx, { forum, id }, { ...told, at }));
  return true;
}

function isFresh(member: Member | null, now: Date): boolean {
  // The plugin tells a language of everybody.
  const told = member?.preferences.known ? member.locale : null;
  return told?.known === true && told.source === 'plugin' && now.getTime() - told.at.getTime() < factsForMs;
}

/** A topic's state by the plugin; null where nobody can be asked, or where it does not say who answered. */
export async function topicFromPlugin(
  deps: AskPluginDeps,
  forum: ForumId,
  post: Post,
  category: { slugs: Fact<readonly string[]>; open: Fact<boolean> },
): Promise<Topic | null> {
  const found = await deps.bulk.get(forum)?.topics.get(post.topicId);
  const told = found?.value;
  if (!told || told.categoryId !== post.categoryId) return null;
  const seen = await deps.posts.repliesIn(deps.db, forum, post.topicId);
  const sawAll = told.postsCount !== null && seen.length >= told.postsCount;
  if (!sawAll && told.humanAnswers !== 0) return null;
  const fact = <T>(value: T) => known(value, 'plugin' as const, found.at);
  return {
    forum,
    id: post.topicId,
    title: told.title,
    categoryId: told.categoryId,
    categorySlugs: category.slugs,
    isPublic: category.open,
    tags: fact(told.tags),
    closed: fact(told.closed),
    archived: fact(told.archived),
    deleted: fact(false),
    solved: told.solved === null ? { known: false, why: 'the forum has no solutions' } : fact(told.solved),
    replies: known(seen, sawAll ? 'ledger' : 'plugin', found.at),
  };
}
