import type { PostCreated } from '../../model/event.ts';
import { known, unknown } from '../../model/fact.ts';
import type { Fact } from '../../model/fact.ts';
import { categoryId, forumId, memberId, postId, stageId, topicId } from '../../model/ids.ts';
import type { Member, TrustLevel } from '../../model/member.ts';
import type { Topic } from '../../model/post.ts';
import { waysWithoutPlugin } from '../../model/ways.ts';
import type { Rulebook } from '../../rulebook/rulebook.ts';
import type { LocalFacts } from '../consider.ts';
import type { DecideInput } from '../decide-input.ts';

/** A post that exists on no forum, with the facts somebody chose for it. What is null is not known. */
export interface AssumedPost {
  title: string;
  raw: string;
  /** 1 opens its topic. */
  number: number;
  category: string | null;
  tags: readonly string[] | null;
  trustLevel: TrustLevel;
  stage: string | null;
  /** Public posts of the member ever, this one included. */
  postCount: number;
  groups: readonly string[];
}

/** All that `explain` needs for such a post: an open public topic, nobody has answered, no limit is used, every rule at the rung of its file. */
export function assumedInput(
  rulebook: Rulebook,
  post: AssumedPost,
  now: Date,
): Omit<DecideInput, 'considered'> & { local: LocalFacts } {
  const said = <T>(value: T) => known(value, 'case', now);
  const factOf = <T>(value: T | null): Fact<T> => (value === null ? unknown('nobody said') : said(value));
  const categorySlugs = factOf(post.category === null ? null : [post.category]);
  const tags = factOf(post.tags);
  const forum = forumId('explained');
  const author = { id: memberId(1), name: 'member' };
  const event: PostCreated = {
    kind: 'post.created',
    forum,
    logicalKey: 'post_created:1',
    occurredAt: now,
    source: 'webhook',
    authorTrustLevel: post.trustLevel,
    post: {
      id: postId(1),
      topicId: topicId(1),
      number: post.number,
      authorId: author.id,
      authorName: author.name,
      title: post.title,
      raw: post.raw,
      categoryId: categoryId(1),
      replyToNumber: null,
      createdAt: now,
      updatedAt: now,
      version: 1,
    },
  };
  const member: Member = {
    forum,
    id: author.id,
    username: author.name,
    trustLevel: said(post.trustLevel),
    joinedAt: unknown('nobody said'),
    lastSeenAt: said(now),
    lastPostedAt: unknown('nobody said'),
    postCount: said(post.postCount),
    groups: said(post.groups),
    locale: unknown('nobody said'),
    timeZone: unknown('nobody said'),
    preferences: unknown('nobody said'),
    stage: factOf(post.stage === null ? null : stageId(post.stage)),
    stageSince: unknown('nobody said'),
  };
  const topic: Topic = {
    forum,
    id: topicId(1),
    title: post.title,
    categoryId: categoryId(1),
    categorySlugs,
    isPublic: said(true),
    tags,
    closed: said(false),
    archived: said(false),
    deleted: said(false),
    solved: said(false),
    replies: said([]),
  };
  return {
    rulebook,
    event,
    member,
    topic,
    // A forum without the plugin, which every other can do as well: rules of cards alone are held there.
    history: {
      earlierOffers: [],
      capUse: () => ({ used: 0, freesAt: null }),
      channels: waysWithoutPlugin,
      consent: { state: 'open' },
      pausedForum: false,
      pausedRules: new Set(),
      rungs: new Map([...rulebook.rules.values()].map((rule) => [rule.id, rule.rollout])),
      offeredForEvent: null,
    },
    now,
    local: { categorySlugs, tags, postCount: said(post.postCount) },
  };
}
