import { isStaff } from '../forum-core.ts';
import type { ForumCore } from '../forum-core.ts';
import { ForumRefusal } from '../refusal.ts';
import type { Refusal } from '../refusal.ts';
import type { ForumMember, PostDraft } from '../state/records.ts';

const dayMs = 24 * 60 * 60_000;

interface Limit {
  bucket: string;
  most: number;
  withinMs: number;
  text: Extract<Refusal, { kind: 'too_often' }>['text'];
  code?: string;
}

/** Counts one call of the API; all keys of the site share one sliding minute, and a refused call does not count. */
export function countApiCall(core: ForumCore): void {
  performAll(core, [
    {
      bucket: 'admin-api',
      most: core.limits.adminApiCallsPerMinute,
      withinMs: 60_000,
      text: 'tooManyCalls',
      code: 'admin_api_key_rate_limit',
    },
  ]);
}

/** Counts one call of the plugin's routes for the service. */
export function countPluginCall(core: ForumCore): void {
  const most = core.limits.pluginCallsPerMinute;
  performAll(core, [{ bucket: 'waypost-service', most, withinMs: 60_000, text: 'tooManyCalls' }]);
}

/** Counts a post that is about to be written; staff has no limits. */
export function countPost(core: ForumCore, author: ForumMember, what: 'reply' | 'topic' | 'message'): void {
  if (isStaff(author)) return;
  const { limits } = core;
  const isNew = isNewMember(core, author);
  const isTopic = what !== 'reply';
  const spacing: Limit = {
    bucket: `create-${isTopic ? 'topic' : 'post'}:${author.id}`,
    most: 1,
    withinMs: spacingMs(core, isTopic, isNew),
    text: isTopic ? 'topicsTooFast' : 'repliesTooFast',
  };
  const firstDay: Limit = {
    bucket: `first-day-${isTopic ? 'topic' : 'reply'}:${author.id}`,
    most: isTopic ? limits.topicsOnFirstDay : limits.repliesOnFirstDay,
    withinMs: dayMs,
    text: isTopic ? 'firstDayTopics' : 'firstDayReplies',
  };
  const messages: Limit = {
    bucket: `messages:${author.id}`,
    most: limits.messagesPerDay,
    withinMs: dayMs,
    text: 'messagesOfDay',
  };
  performAll(core, [
    ...(hasFirstDay(core, author) ? [firstDay] : []),
    spacing,
    ...(what === 'message' ? [messages] : []),
  ]);
}

export function kindOf({ topicId, archetype }: PostDraft): 'reply' | 'topic' | 'message' {
  if (topicId !== null) return 'reply';
  return archetype === 'private_message' ? 'message' : 'topic';
}

function performAll(core: ForumCore, limits: readonly Limit[]): void {
  const now = core.now().getTime();
  const windows = limits
    .filter(({ most }) => Number.isFinite(most))
    .map((limit) => {
      const times = (core.state.rateWindows.get(limit.bucket)?.times ?? []).filter(
        (time) => now - time < limit.withinMs,
      );
      const oldest = times[0];
      if (times.length >= limit.most && oldest !== undefined) {
        const waitMs = oldest + limit.withinMs - now;
        throw new ForumRefusal({
          kind: 'too_often',
          text: limit.text,
          waitMs,
          ...(limit.code ? { code: limit.code } : {}),
        });
      }
      return { id: limit.bucket, times: [...times, now] };
    });
  for (const window of windows) core.state.rateWindows.put(window);
}

function spacingMs({ limits }: ForumCore, isTopic: boolean, isNew: boolean): number {
  if (isTopic) return isNew ? limits.msBetweenTopicsOfNewMembers : limits.msBetweenTopics;
  return isNew ? limits.msBetweenPostsOfNewMembers : limits.msBetweenPosts;
}

function isNewMember(core: ForumCore, { trustLevel, createdAt }: ForumMember): boolean {
  return trustLevel === 0 || (trustLevel < 2 && core.now().getTime() - Date.parse(createdAt) < dayMs);
}

/** The first day begins with the first post, not with the account. */
function hasFirstDay(core: ForumCore, author: ForumMember): boolean {
  if (author.trustLevel >= 2) return false;
  const first = [...core.state.postsBy(author.id)].at(-1);
  return first === undefined || core.now().getTime() - Date.parse(first.createdAt) < dayMs;
}
