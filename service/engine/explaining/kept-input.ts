import { unknown } from '../../model/fact.ts';
import type { Fact } from '../../model/fact.ts';
import type { CapClaim, Channel, Rung } from '../../model/decision.ts';
import type { CommunityEvent } from '../../model/event.ts';
import { type RuleId, memberId } from '../../model/ids.ts';
import type { Consent, Member } from '../../model/member.ts';
import type { Post, Topic, TopicReply } from '../../model/post.ts';
import type { Rulebook } from '../../rulebook/rulebook.ts';
import { claimsOfWays } from '../planning/cap-claims.ts';
import { postUnder } from '../decide-input.ts';
import type { DecideInput } from '../decide-input.ts';
import type { CapUse, EarlierOffer } from '../history.ts';
import { humanAnswer } from '../conditions/human-answer.ts';
import type { LocalFacts } from '../local-facts.ts';
import { occasionOf } from '../planning/occasion-of.ts';
import { isAnswerable } from '../answerable-event.ts';

/** What `explain` asks with: all that a decision may look at. */
export type ExplainInput = Omit<DecideInput, 'considered'> & { local: LocalFacts };

/** What a decision rested on, as it is kept with it: facts with source and age, and what was used of each limit. Never a text. */
export interface KeptInput extends Omit<Member, 'forum' | 'id' | 'username' | 'lastSeenAt' | 'preferences'> {
  member: Member['id'];
  topic: KeptTopic | null;
  /** The rest of the question, for `recallInput` alone. */
  asked: {
    now: Date;
    preferences: Member['preferences'];
    consent: Consent;
    channels: readonly Channel[];
    rungs: readonly (readonly [RuleId, Rung])[];
    offeredForEvent: RuleId | null;
    earlierOffers: readonly EarlierOffer[];
    uses: readonly KeptUse[];
  };
}

type KeptUse = CapUse & Pick<CapClaim, 'scope' | 'key' | 'windowMs' | 'limit'>;

type KeptTopic = Pick<
  Topic,
  'id' | 'categoryId' | 'categorySlugs' | 'isPublic' | 'tags' | 'closed' | 'archived' | 'deleted' | 'solved'
> & {
  /** Of all replies the one that counts; who wrote it is not kept. */
  answer: Fact<Pick<TopicReply, 'postId' | 'number' | 'createdAt'> | null>;
};

/** Takes from a question what has to be kept, so that it can be asked again: the event keeps the text, as long as it is kept. */
export function keepInput(input: DecideInput): KeptInput {
  const { member, history } = input;
  const { trustLevel, joinedAt, lastPostedAt, postCount, groups, locale, timeZone, stage, stageSince } =
    member;
  const rules = input.considered.map(({ rule }) => rule.id);
  const occasion = isAnswerable(input.event) ? occasionOf(input.event) : null;
  const claims = input.considered.flatMap(({ rule }) =>
    claimsOfWays(
      {
        site: input.rulebook.site,
        rule,
        memberId: member.id,
        topicId: postUnder(input)?.topicId ?? null,
      },
      // Together these two count against every limit there is.
      ['reply', 'message'],
    ),
  );
  const uses = new Map(
    claims.map((claim) => [keyOf(claim), { ...pickClaim(claim), ...history.capUse(claim) }]),
  );
  return {
    member: member.id,
    trustLevel,
    joinedAt,
    lastPostedAt,
    postCount,
    groups,
    locale,
    timeZone,
    stage,
    stageSince,
    topic: keepTopic(input),
    asked: {
      now: input.now,
      preferences: member.preferences,
      consent: history.consent,
      channels: history.channels,
      rungs: [...history.rungs].filter(([rule]) => rules.includes(rule)),
      offeredForEvent: history.offeredForEvent,
      earlierOffers: history.earlierOffers.filter(
        (offer) => rules.includes(offer.rule) && offer.occasion === occasion,
      ),
      uses: [...uses.values()],
    },
  };
}

/**
 * Undoes `keepInput`. `beside` tells of rules that were not considered then, which left no rung and no use of their
 * limits. Null where the event's post or the facts are no longer kept, or were kept by an older program.
 */
export function recallInput(
  rulebook: Rulebook,
  event: CommunityEvent,
  stored: Readonly<Record<string, unknown>>,
  beside: ExplainInput | null = null,
): ExplainInput | null {
  if (!('post' in event) || event.post === null) return null;
  const kept = revive(stored);
  if (!isKept(kept)) return null;
  const { post } = event;
  const { topic, asked } = kept;
  const uses = new Map(asked.uses.map((use) => [keyOf(use), use]));
  const tells = <T>(fact: Fact<T> | undefined): Fact<T> => fact ?? unknown('not kept with the decision');
  const { trustLevel, joinedAt, lastPostedAt, postCount, groups, locale, timeZone, stage, stageSince } = kept;
  const facts = {
    trustLevel,
    joinedAt,
    lastPostedAt,
    postCount,
    groups,
    locale,
    timeZone,
    stage,
    stageSince,
  };
  return {
    rulebook,
    event,
    member: {
      ...facts,
      forum: event.forum,
      id: kept.member,
      username: post.authorName,
      lastSeenAt: unknown('not kept with the decision'),
      preferences: asked.preferences,
    },
    topic: topic === null ? null : recallTopic(topic, event.forum, post),
    history: {
      earlierOffers: asked.earlierOffers,
      capUse: (claim) =>
        uses.get(keyOf(claim)) ?? beside?.history.capUse(claim) ?? { used: 0, freesAt: null },
      channels: asked.channels,
      consent: asked.consent,
      pausedForum: false,
      pausedRules: new Set(),
      rungs: new Map([...(beside?.history.rungs ?? []), ...asked.rungs]),
      offeredForEvent: asked.offeredForEvent,
    },
    now: asked.now,
    local: {
      categorySlugs: tells(topic?.categorySlugs),
      tags: tells(topic?.tags),
      postCount: tells(kept.postCount),
      ...(beside?.local.botName === undefined ? {} : { botName: beside.local.botName }),
    },
  };
}

function keepTopic(input: DecideInput): KeptTopic | null {
  const { topic } = input;
  if (topic === null) return null;
  const { id, categoryId, categorySlugs, isPublic, tags, closed, archived, deleted, solved } = topic;
  const post = postUnder(input);
  const answer = post === null ? unknown('no post') : humanAnswer(topic, post, input.rulebook.site);
  const kept = { id, categoryId, categorySlugs, isPublic, tags, closed, archived, deleted, solved };
  if (!answer.known) return { ...kept, answer };
  if (answer.value === null) return { ...kept, answer: { ...answer, value: null } };
  const { postId, number, createdAt } = answer.value;
  return { ...kept, answer: { ...answer, value: { postId, number, createdAt } } };
}

function recallTopic(kept: KeptTopic, forum: Topic['forum'], post: Post): Topic {
  const { answer, ...topic } = kept;
  const nobody = { authorId: memberId(0), authorName: '', isBot: false };
  const replies = answer.known
    ? { ...answer, value: answer.value === null ? [] : [{ ...answer.value, ...nobody }] }
    : answer;
  return { ...topic, forum, title: post.title, replies };
}

function pickClaim({
  scope,
  key,
  windowMs,
  limit,
}: CapClaim): Pick<CapClaim, 'scope' | 'key' | 'windowMs' | 'limit'> {
  return { scope, key, windowMs, limit };
}

function keyOf({
  scope,
  key,
  windowMs,
  limit,
}: Pick<CapClaim, 'scope' | 'key' | 'windowMs' | 'limit'>): string {
  return `${scope}\n${key}\n${windowMs}\n${limit}`;
}

const moment = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/** JSON knows no moments. */
function revive(stored: object): unknown {
  return JSON.parse(JSON.stringify(stored), (_key, value: unknown) =>
    typeof value === 'string' && moment.test(value) ? new Date(value) : value,
  );
}

/** Older programs kept the member's facts alone; the rest is as `keepInput` wrote it. */
function isKept(revived: unknown): revived is KeptInput {
  return (
    typeof revived === 'object' &&
    revived !== null &&
    'asked' in revived &&
    typeof revived.asked === 'object' &&
    revived.asked !== null
  );
}
