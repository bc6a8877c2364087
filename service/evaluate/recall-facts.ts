import { setImmediate as others } from 'node:timers/promises';
import { consider } from '../engine/consider.ts';
import type { ExplainInput } from '../engine/explaining/kept-input.ts';
import { withDefaultRung } from '../engine/conditions/rung.ts';
import { readInTurns } from '../engine/matching/read-in-turns.ts';
import { capClaims } from '../engine/planning/cap-claims.ts';
import { aboutEvent } from '../model/about-event.ts';
import type { CommunityEvent } from '../model/event.ts';
import { known, unknown } from '../model/fact.ts';
import type { EventId, ForumId, MemberId } from '../model/ids.ts';
import type { Member } from '../model/member.ts';
import type { Post, Topic } from '../model/post.ts';
import type { Rulebook } from '../rulebook/rulebook.ts';
import type { OfferStore } from '../storage/offers/offer-store.ts';
import type { RuleStore } from '../storage/rule-store.ts';
import { type FactsDeps, forumOf } from './facts-deps.ts';
import { gatherLocalFacts, memberAt, postOf } from './gather-facts.ts';

export interface RecallDeps extends FactsDeps {
  offers: Pick<OfferStore, 'earlierOffers' | 'capUse' | 'capUseAt'>;
  rules: Pick<RuleStore, 'standings'>;
}

/**
 * What can be said of an event without asking the forum for the member or the topic and without writing anything: own
 * records as they were at a moment, limits as they were then without what came of the event itself. What no record tells
 * is unknown, and says so.
 */
export async function recallFacts(
  deps: RecallDeps,
  rulebook: Rulebook,
  about: { eventId: EventId | null; event: CommunityEvent; at: Date },
): Promise<ExplainInput> {
  const { event, at } = about;
  const { forum } = event;
  const post = postOf(event);
  const memberId = aboutEvent(event).memberId ?? post?.authorId ?? (0 as MemberId);
  const [local, found, wishes, standings, stored, earlier, channels] = await Promise.all([
    gatherLocalFacts(deps, event),
    memberAt(deps, deps.db, { forum, id: memberId, at: event.occurredAt }),
    deps.members.find(deps.db, forum, memberId),
    deps.rules.standings(deps.db, forum),
    deps.forums.find(forum),
    deps.offers.earlierOffers(deps.db, forum, memberId),
    forumOf(deps, forum).plugin.channels(),
  ]);
  const topic = post === null ? null : await recallTopic(deps, forum, { post, at });
  // Whoever is answered by what is recalled reads the same post again, and quickly then.
  await readInTurns(rulebook, post, others);
  const claims = consider(rulebook, event, local).flatMap(({ rule }) =>
    capClaims({ site: rulebook.site, rule, memberId, topicId: post?.topicId ?? null, channel: 'reply' }),
  );
  return {
    rulebook,
    event,
    member: found?.member ?? stranger(forum, memberId, post),
    topic,
    history: {
      earlierOffers: earlier.filter((offer) => offer.eventId !== about.eventId && offer.createdAt <= at),
      capUse: await deps.offers.capUseAt(deps.db, forum, { claims, at, without: about.eventId }),
      channels: [...channels, 'reply'],
      consent: wishes?.consent ?? { state: 'open' },
      pausedForum: standings.pausedForum,
      pausedRules: standings.pausedRules,
      rungs: withDefaultRung(rulebook.rules, standings.rungs, stored?.defaultRung ?? 'shadow'),
      offeredForEvent: null,
    },
    now: at,
    local,
  };
}

async function recallTopic(
  deps: RecallDeps,
  forum: ForumId,
  { post, at }: { post: Post; at: Date },
): Promise<Topic> {
  const [category, told, replies] = await Promise.all([
    forumOf(deps, forum).category(post.categoryId),
    deps.posts.topic(deps.db, forum, post.topicId),
    deps.posts.repliesIn(deps.db, forum, post.topicId),
  ]);
  const untold = unknown('no webhook has told it of this topic');
  const tells = <T>(value: T | null | undefined) =>
    told === null || value === null || value === undefined ? untold : known(value, 'webhook', told.toldAt);
  return {
    forum,
    id: post.topicId,
    title: post.title,
    categoryId: post.categoryId,
    categorySlugs: category.slugs,
    isPublic: category.open,
    tags: tells(told?.tags),
    closed: tells(told?.closed),
    archived: tells(told?.archived),
    deleted: tells(told?.deleted),
    solved: unknown('asked at the moment of sending'),
    replies: known(
      replies.filter(({ createdAt }) => createdAt <= at),
      'ledger',
      at,
    ),
  };
}

function stranger(forum: ForumId, id: MemberId, post: Post | null): Member {
  const never = unknown('nothing is kept of this member');
  return {
    forum,
    id,
    username: post?.authorName ?? '',
    trustLevel: never,
    joinedAt: never,
    lastSeenAt: never,
    lastPostedAt: never,
    postCount: never,
    groups: never,
    locale: never,
    timeZone: never,
    preferences: never,
    stage: never,
    stageSince: never,
  };
}
