import type { CapClaim } from '../../service/model/decision.ts';
import type { PostCreated } from '../../service/model/event.ts';
import { known, unknown } from '../../service/model/fact.ts';
import {
  categoryId,
  forumId,
  memberId,
  postId,
  ruleId,
  rulebookVersion,
  topicId,
} from '../../service/model/ids.ts';
import type { Member } from '../../service/model/member.ts';
import type { Post, Topic, TopicReply } from '../../service/model/post.ts';
import type { ConsideredRule, LocalFacts } from '../../service/engine/consider.ts';
import { consider } from '../../service/engine/consider.ts';
import type { DecideInput } from '../../service/engine/decide-input.ts';
import type { History } from '../../service/engine/history.ts';
import { loadRulebook } from '../../service/rulebook/load-rulebook.ts';
import type { LoadOptions, RuleFile } from '../../service/rulebook/load-rulebook.ts';
import { formatProblem } from '../../service/rulebook/problem.ts';
import type { Rulebook } from '../../service/rulebook/rulebook.ts';

export const forum = forumId('default');
/** A Saturday noon in UTC. */
export const noon = new Date('2026-11-21T12:00:00Z');
export const minutesAfter = (minutes: number, from = noon): Date =>
  new Date(from.getTime() + minutes * 60_000);
export const daysBefore = (days: number, from = noon): Date => new Date(from.getTime() - days * 86_400_000);
export const said = <T>(value: T) => known(value, 'forum', noon);
export const notKnown = unknown('nobody said');

export function aMember(changes: Partial<Member> = {}): Member {
  return {
    forum,
    id: memberId(7),
    username: 'mia',
    trustLevel: said(1),
    joinedAt: said(daysBefore(10)),
    lastSeenAt: said(noon),
    lastPostedAt: said(daysBefore(1)),
    postCount: said(3),
    groups: said(['trust_level_0']),
    locale: said('en'),
    timeZone: notKnown,
    preferences: notKnown,
    stage: notKnown,
    stageSince: notKnown,
    ...changes,
  };
}

export function aPost(changes: Partial<Post> = {}): Post {
  return {
    id: postId(42),
    topicId: topicId(9),
    number: 1,
    authorId: memberId(7),
    authorName: 'mia',
    title: 'A question about models',
    raw: 'How do I export model files?',
    categoryId: categoryId(4),
    replyToNumber: null,
    createdAt: noon,
    updatedAt: noon,
    version: 1,
    ...changes,
  };
}

export function aReply(changes: Partial<TopicReply> = {}): TopicReply {
  return {
    postId: postId(43),
    number: 2,
    authorId: memberId(8),
    authorName: 'ben',
    isBot: false,
    createdAt: minutesAfter(3),
    ...changes,
  };
}

export function aTopic(changes: Partial<Topic> = {}): Topic {
  return {
    forum,
    id: topicId(9),
    title: 'A question about models',
    categoryId: categoryId(4),
    categorySlugs: said(['beginners', 'support']),
    isPublic: said(true),
    tags: said(['export']),
    closed: said(false),
    archived: said(false),
    deleted: said(false),
    solved: said(false),
    replies: said([aReply({ number: 1, authorId: memberId(7), authorName: 'mia', postId: postId(42) })]),
    ...changes,
  };
}

export function aPostCreated(post: Partial<Post> = {}, changes: Partial<PostCreated> = {}): PostCreated {
  return {
    kind: 'post.created',
    forum,
    logicalKey: 'post_created:42',
    occurredAt: noon,
    source: 'webhook',
    post: aPost(post),
    authorTrustLevel: 1,
    ...changes,
  };
}

export function localFacts(changes: Partial<LocalFacts> = {}): LocalFacts {
  return {
    categorySlugs: said(['beginners', 'support']),
    tags: said(['export']),
    postCount: said(3),
    ...changes,
  };
}

export function aHistory(changes: Partial<History> = {}): History {
  return {
    earlierOffers: [],
    capUse: (_claim: CapClaim) => ({ used: 0, freesAt: null }),
    channels: ['reply'],
    consent: { state: 'open' },
    pausedForum: false,
    pausedRules: new Set(),
    rungs: new Map([[ruleId('export-model'), 'live']]),
    offeredForEvent: null,
    ...changes,
  };
}

const guide = '---\ntitle: Exporting\nowner: ana\n---\n\nHello {{member}}, this is how to export.\n';

/** The YAML of a rule that fires on `export model`; further lines are added as they are. */
export function ruleText(lines = '', id = 'export-model'): string {
  const cases = 'cases: { fires: [export model, Export model], silent: [{ text: x }, { text: y }] }';
  const own = (key: string): boolean => new RegExp(`^${key}:`, 'm').test(lines);
  return [
    `id: ${id}`,
    'goal: People can export',
    'owner: ana',
    ...(own('on') ? [] : ['on: post.created']),
    ...(own('text') || /^on: (stage|post\.first)/m.test(lines) ? [] : ['text: { any: [export model] }']),
    ...(own('offer') ? [] : ['offer: export-model']),
    ...(own('rollout') ? [] : ['rollout: live']),
    ...(own('cases') ? [] : [cases]),
    lines,
  ].join('\n');
}

export function rulebookOf(files: readonly RuleFile[], options: Partial<LoadOptions> = {}): Rulebook {
  const loaded = loadRulebook(files, { version: rulebookVersion('test'), ...options });
  if (!loaded.ok) throw new Error(loaded.problems.map(formatProblem).join('\n'));
  return loaded.rulebook;
}

/** A rulebook of one rule and one guide, with what `files` adds or replaces. */
export function aRulebook(
  rule = ruleText(),
  files: Record<string, string> = {},
  options: Partial<LoadOptions> = {},
): Rulebook {
  const all = { 'rule.yml': rule, 'resources/export-model.md': guide, ...files };
  return rulebookOf(
    Object.entries(all).map(([path, text]) => ({ path, text })),
    options,
  );
}

/** What `decide` needs to offer `export-model` to `mia`, changed as a test likes. */
export function aDecision(
  changes: Partial<DecideInput> & { considered?: readonly ConsideredRule[] } = {},
): DecideInput {
  const rulebook = changes.rulebook ?? aRulebook();
  const event = changes.event ?? aPostCreated();
  return {
    rulebook,
    event,
    member: aMember(),
    topic: aTopic(),
    considered: consider(
      rulebook,
      event,
      localFacts({ categorySlugs: notKnown, tags: notKnown, postCount: notKnown }),
    ),
    history: aHistory(),
    now: minutesAfter(1),
    ...changes,
  };
}
