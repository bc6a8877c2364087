import { DiscourseError } from '../discourse/discourse-error.ts';
import { describeTopic } from '../discourse/wire/describe-topic.ts';
import type { MemberView } from '../discourse/wire.ts';
import type { ConsideredRule, LocalFacts } from '../engine/consider.ts';
import type { Channel } from '../model/decision.ts';
import { aboutEvent } from '../model/about-event.ts';
import { isAnnouncement } from '../model/announcement.ts';
import type { CommunityEvent } from '../model/event.ts';
import { isHappening } from '../model/happening.ts';
import { isLifeEvent } from '../model/life-event.ts';
import { type Fact, type Known, known, unknown } from '../model/fact.ts';
import type { ForumId, MemberId } from '../model/ids.ts';
import type { Member } from '../model/member.ts';
import type { Post, Topic } from '../model/post.ts';
import { waysWithoutPlugin } from '../model/ways.ts';
import type { Db, Trx } from '../storage/database.ts';
import type { Forum } from '../storage/forum-store.ts';
import { announcer } from '../engine/announce/announcer.ts';
import { learnFromPlugin, topicFromPlugin } from './ask-plugin.ts';
import { type FactsDeps, clientOf, forumOf } from './facts-deps.ts';
import { localFactsOfHappening } from './local-facts-of-happening.ts';
import { readStandingPlace } from './read-standing-place.ts';

export type { FactsDeps } from './facts-deps.ts';

export interface GatheredFacts {
  member: Member;
  topic: Topic | null;
  /** The post that an offer would stand under, where nobody has just written it. */
  post: Post | null;
  /** Of what happened in a category and in no topic. */
  categorySlugs?: Fact<readonly string[]>;
  /** Ways in which the forum can show something now. */
  channels: readonly Channel[];
  defaultRung: Forum['defaultRung'];
}

/** What is at hand without asking the forum: enough to let most events go. */
export async function gatherLocalFacts(deps: FactsDeps, event: CommunityEvent): Promise<LocalFacts> {
  const post = postOf(event);
  if (!post) return await localFactsOfHappening(deps, event);
  const category = await forumOf(deps, event.forum).category(post.categoryId);
  const topic = await deps.posts.topic(deps.db, event.forum, post.topicId);
  const author = await memberAt(deps, deps.db, { forum: event.forum, id: post.authorId, at: post.createdAt });
  return {
    categorySlugs: category.slugs,
    tags: topic?.tags
      ? known(topic.tags, 'webhook', topic.toldAt)
      : unknown('no webhook has told the tags of this topic'),
    postCount: author?.member.postCount ?? unknown('the member has not been seen before'),
    botName: forumOf(deps, event.forum).botUsername,
  };
}

/**
 * Asks the forum for what the considered rules need and nobody has told; one or two calls, none when all is known.
 * Null when there is nobody to offer anything to: a bot, or somebody who is not known and cannot be looked up.
 */
export async function gatherFacts(
  deps: FactsDeps,
  event: CommunityEvent,
  considered: readonly ConsideredRule[],
): Promise<GatheredFacts | null> {
  const forum = await deps.forums.find(event.forum);
  if (!forum) throw new Error(`forum ${event.forum} is not known`);
  const post = postOf(event);
  const place =
    post === null ? await readStandingPlace(deps, event, considered[0]?.rule.details.topic ?? null) : null;
  const member = await readWhom(deps, { event, post: post ?? place?.post ?? null, considered });
  if (member === null) return null;
  return {
    member,
    topic: post === null ? (place?.topic ?? null) : await readTopic(deps, event.forum, post),
    post: place?.post ?? null,
    ...(await categoryOf(deps, event)),
    channels: [...new Set([...(await forumOf(deps, event.forum).plugin.channels()), ...waysWithoutPlugin])],
    defaultRung: forum.defaultRung,
  };
}

async function categoryOf(
  deps: FactsDeps,
  event: CommunityEvent,
): Promise<Pick<GatheredFacts, 'categorySlugs'>> {
  const { topicId, categoryId } = aboutEvent(event);
  if (topicId !== null || categoryId === null) return {};
  return { categorySlugs: (await forumOf(deps, event.forum).category(categoryId)).slugs };
}

async function readWhom(
  deps: FactsDeps,
  about: { event: CommunityEvent; post: Post | null; considered: readonly ConsideredRule[] },
): Promise<Member | null> {
  const { event, post, considered } = about;
  const forum = forumOf(deps, event.forum);
  const knowledge = await forum.knowledge();
  if (isAnnouncement(event)) {
    if (knowledge === null) throw new Error(`the account of Waypost on ${event.forum} is not known yet`);
    return announcer(event.forum, { id: knowledge.botId, username: forum.botUsername });
  }
  const id = aboutEvent(event).memberId ?? post?.authorId ?? null;
  if (id === null || id < 1 || id === knowledge?.botId) return null;
  const own = post?.authorId === id ? post : null;
  if (own !== null && knowledge?.ignoredUsernames.has(own.authorName.toLowerCase())) return null;
  return await readMember(deps, { event, id, post: own, considered });
}

/**
 * A member as known at a moment: stored facts, and from the ledger how much they had written by then. The count is known
 * only if all of their history was seen: they joined after Waypost came and nothing of it was erased, or the forum has
 * told the count since.
 */
export async function memberAt(
  deps: FactsDeps,
  handle: Db | Trx,
  about: { forum: ForumId; id: MemberId; at: Date },
): Promise<{ member: Member; watchedSince: Date } | null> {
  const found = await deps.members.find(handle, about.forum, about.id);
  const forum = await deps.forums.find(about.forum, handle);
  if (!found || !forum) return null;
  const { member } = found;
  const { watchedSince } = forum;
  const joinedUnderOurEyes =
    found.erasedAt === null && member.joinedAt.known && member.joinedAt.value >= watchedSince;
  const told = member.postCount.known ? member.postCount : null;
  const since = joinedUnderOurEyes ? null : (told?.at ?? null);
  const written = await deps.posts.authorship(handle, about.forum, about.id, { createdAt: about.at, since });
  const postCount = countPosts({ joinedUnderOurEyes, told, seen: written.posts, at: about.at });
  const lastPostedAt: Fact<Date> = written.lastBefore
    ? known(written.lastBefore, 'ledger', about.at)
    : earlier(member.lastPostedAt, about.at);
  return { member: { ...member, postCount, lastPostedAt }, watchedSince };
}

function countPosts(what: {
  joinedUnderOurEyes: boolean;
  told: Known<number> | null;
  seen: number;
  at: Date;
}): Fact<number> {
  if (what.joinedUnderOurEyes) return known(what.seen, 'ledger', what.at);
  if (what.told) return known(what.told.value + what.seen, what.told.source, what.told.at);
  return unknown('this member may have written before Waypost came');
}

async function readMember(
  deps: FactsDeps,
  about: { event: CommunityEvent; id: MemberId; post: Post | null; considered: readonly ConsideredRule[] },
): Promise<Member | null> {
  const { event, id, post, considered } = about;
  const asks = { forum: event.forum, id, at: event.occurredAt };
  const before = await memberAt(deps, deps.db, asks);
  const learned = await learnFromPlugin(deps, { forum: event.forum, id, known: before?.member ?? null });
  const stored = learned ? await memberAt(deps, deps.db, asks) : before;
  const needsGroups = considered.some(
    ({ rule }) => rule.who.groups.length > 0 || rule.who.notGroups.length > 0,
  );
  const isEnough =
    stored?.member.trustLevel.known &&
    stored.member.joinedAt.known &&
    (!needsGroups || stored.member.groups.known);
  // The ledger's name is the newer one: members can be renamed after they wrote.
  const username = stored?.member.username || post?.authorName;
  if (!isEnough && username) {
    const view = await readProfile(deps, event.forum, username);
    if (view?.id === id) {
      const { username: name, trustLevel, joinedAt, lastSeenAt, postCount, groups, locale, timeZone } = view;
      const told = { trustLevel, joinedAt, lastSeenAt, postCount, groups, locale, timeZone };
      const facts = Object.fromEntries(Object.entries(told).filter(([, value]) => value !== null));
      await deps.db.transaction().execute(async (trx) => {
        const at = await deps.clock(trx);
        await deps.members.learn(trx, { forum: event.forum, id, username: name, facts, source: 'forum', at });
      });
    }
  }
  const member = (await memberAt(deps, deps.db, asks))?.member;
  if (!member && postOf(event) !== null)
    throw new Error(`member ${id} of ${event.forum} is not in the ledger`);
  return member ?? null;
}

/** Null for a profile that the bot may not see: then what is known has to do, and unknown is not yes. */
async function readProfile(deps: FactsDeps, forum: ForumId, username: string): Promise<MemberView | null> {
  try {
    return await clientOf(deps, forum).member(username);
  } catch (error) {
    const isHidden = error instanceof DiscourseError && error.retry === 'never' && !error.pausesForum;
    if (isHidden) return null;
    throw error;
  }
}

/** From the ledger when webhooks have told the topic's state, else read from the forum. */
async function readTopic(deps: FactsDeps, forum: ForumId, post: Post): Promise<Topic> {
  const category = await forumOf(deps, forum).category(post.categoryId);
  const told = await deps.posts.topic(deps.db, forum, post.topicId);
  if (told && told.closed !== null && told.archived !== null && told.tags !== null) {
    const fact = <T>(value: T) => known(value, 'webhook' as const, told.toldAt);
    return {
      forum,
      id: post.topicId,
      title: post.title,
      categoryId: post.categoryId,
      categorySlugs: category.slugs,
      isPublic: category.open,
      tags: fact(told.tags),
      closed: fact(told.closed),
      archived: fact(told.archived),
      deleted: fact(told.deleted),
      solved: unknown('asked at the moment of sending'),
      replies: known(await deps.posts.repliesIn(deps.db, forum, post.topicId), 'ledger', told.toldAt),
    };
  }
  const fromPlugin = await topicFromPlugin(deps, forum, post, category);
  if (fromPlugin) return fromPlugin;
  const view = await clientOf(deps, forum).topic(post.topicId, { nearNumber: post.number });
  const knowledge = await forumOf(deps, forum).knowledge();
  const at = await deps.clock(deps.db);
  const topic = describeTopic({
    forum,
    view,
    at,
    category,
    isBot: (seen) => seen.authorId === knowledge?.botId,
  });
  if (!topic) throw new Error(`topic ${post.topicId} of ${forum} has become a private message`);
  return topic;
}

export function postOf(event: CommunityEvent): Post | null {
  if (isHappening(event) || isAnnouncement(event)) return null;
  if (isLifeEvent(event)) return event.post;
  switch (event.kind) {
    case 'post.created':
    case 'post.edited':
    case 'stage.entered':
      return event.post;
    case 'post.deleted':
    case 'post.recovered':
    case 'post.liked':
    case 'topic.changed':
    case 'member.changed':
      return null;
  }
}

function earlier(fact: Fact<Date>, than: Date): Fact<Date> {
  if (fact.known && fact.value >= than) return unknown('only the time of a later post is known');
  return fact;
}
