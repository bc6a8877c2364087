import { createHash } from 'node:crypto';

import { findMember, isStaff } from '../forum-core.ts';
import type { ForumCore } from '../forum-core.ts';
import type { ForumLimits } from '../limits.ts';
import { ForumRefusal } from '../refusal.ts';
import type { RefusalText } from '../refusal-texts.ts';
import type { ForumMember, ForumTopic, PostDraft } from '../state/records.ts';
import { canSeeCategory, canWriteIn } from './permissions.ts';

/**
 * What stands in the way of a draft, as Discourse checks it: `place` finds a topic that may not be written in,
 * `text` length and repetition. Throws a `ForumRefusal` of kind `invalid`.
 */
export function checkDraft(
  core: ForumCore,
  author: ForumMember,
  draft: PostDraft,
  checks: { text: boolean },
): ForumTopic | null {
  const topic = findPlace(core, author, draft);
  if (checks.text) refuseFor([...titleFaults(core, draft), ...bodyFaults(core, author, draft, topic)]);
  if (topic === null) refuseFor(topicFaults(core, author, draft));
  return topic;
}

/** What stands in the way of a post's new text: its length. Throws a `ForumRefusal` of kind `invalid`. */
export function checkNewText({ limits }: ForumCore, topic: ForumTopic | null, raw: string): void {
  refuseFor(lengthFaults(limits, topic?.archetype === 'private_message', raw));
}

export function digestOf(raw: string): string {
  return createHash('sha1').update(raw.replace(/\s+/g, '')).digest('hex');
}

/** The topic to reply in, or null for a new one. One sentence for missing, closed, deleted and forbidden: no field tells which. */
function findPlace(core: ForumCore, author: ForumMember, draft: PostDraft): ForumTopic | null {
  if (draft.topicId === null) {
    const forbidden = draft.categoryId !== null && !canSeeCategory(core, author, draft.categoryId);
    if (forbidden || author.standing === 'silenced') refuseFor([{ key: 'somethingWrong' }]);
    return null;
  }
  const topic = core.state.topics.get(draft.topicId);
  if (!topic || !canWriteIn(core, author, topic))
    throw new ForumRefusal({ kind: 'invalid', texts: [{ key: 'somethingWrong' }] });
  return topic;
}

function titleFaults({ limits }: ForumCore, draft: PostDraft): RefusalText[] {
  if (draft.topicId !== null) return [];
  const title = draft.title?.trim() ?? '';
  const isMessage = draft.archetype === 'private_message';
  const limit = isMessage ? limits.minMessageTitleLength : limits.minTitleLength;
  const short: RefusalText[] = title.length < limit ? [{ key: 'titleTooShort', limit }] : [];
  return !isMessage && entropy(title) < Math.min(10, limit) ? [...short, { key: 'unclearTitle' }] : short;
}

function bodyFaults(
  core: ForumCore,
  author: ForumMember,
  draft: PostDraft,
  topic: ForumTopic | null,
): RefusalText[] {
  const isMessage = (topic?.archetype ?? draft.archetype) === 'private_message';
  const faults = lengthFaults(core.limits, isMessage, draft.raw);
  if (faults.length > 0 || isStaff(author)) return faults;
  if (hasWrittenLately(core, author, draft.raw)) return [{ key: 'tooSimilar' }];
  return topic && isTalkingAlone(core, author, topic)
    ? [{ key: 'consecutiveReplies', limit: core.limits.consecutiveReplies }]
    : [];
}

function lengthFaults(limits: ForumLimits, isMessage: boolean, raw: string): RefusalText[] {
  const limit = isMessage ? limits.minMessageLength : limits.minPostLength;
  // Comments do not count towards the length, so that a marker cannot make a short post long enough.
  const counted = raw.replace(/<!--[\s\S]*?-->/g, '').trim();
  const length = Array.from(raw.trimEnd()).length;

  const faults: RefusalText[] = [];
  if (counted.length < limit) faults.push({ key: 'bodyTooShort', limit });
  if (length > limits.maxPostLength) faults.push({ key: 'bodyTooLong', limit: limits.maxPostLength, length });
  if (entropy(counted) < Math.min(7, limit)) faults.push({ key: 'unclearBody' });
  return faults;
}

function hasWrittenLately(core: ForumCore, author: ForumMember, raw: string): boolean {
  const digest = digestOf(raw);
  const since = core.now().getTime() - core.limits.uniquePostsMs;
  for (const post of core.state.postsBy(author.id)) {
    if (Date.parse(post.createdAt) <= since) break;
    if (post.writtenDigest === digest) return true;
  }
  return false;
}

function isTalkingAlone(core: ForumCore, author: ForumMember, topic: ForumTopic): boolean {
  const most = core.limits.consecutiveReplies;
  if (topic.userId === author.id || topic.archetype === 'private_message') return false;
  const last = core.state
    .postsOf(topic.id)
    .filter((post) => post.type === 1 && post.deletedAt === null)
    .slice(-most);
  return last.length === most && last.every((post) => post.userId === author.id);
}

/** A name is taken by a deleted topic too: the database keeps them apart for ever. */
function topicFaults(core: ForumCore, author: ForumMember, draft: PostDraft): RefusalText[] {
  const isTaken = draft.externalId !== null && topicWithExternalId(core, draft.externalId) !== undefined;
  const taken: RefusalText[] = isTaken ? [{ key: 'externalIdTaken' }] : [];
  return draft.archetype === 'private_message'
    ? [...taken, ...recipientFaults(core, author, draft.recipients)]
    : taken;
}

function recipientFaults(core: ForumCore, author: ForumMember, names: readonly string[]): RefusalText[] {
  const people = names.map((name) => findMember(core, name));
  if (people.length === 0 || people.includes(undefined)) return [{ key: 'unknownRecipient' }];
  const isRefused = !isStaff(author) && people.some((member) => member?.takesMessages === false);
  return isRefused ? [{ key: 'refusesMessages' }] : [];
}

export function topicWithExternalId(core: ForumCore, externalId: string): ForumTopic | undefined {
  const wanted = externalId.toLowerCase();
  return [...core.state.topics.all()].find((topic) => topic.externalId?.toLowerCase() === wanted);
}

function entropy(text: string): number {
  return new Set(text.toLowerCase()).size;
}

function refuseFor(texts: readonly RefusalText[]): void {
  if (texts.length > 0) throw new ForumRefusal({ kind: 'invalid', texts });
}
