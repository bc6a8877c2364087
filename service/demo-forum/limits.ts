/** The forum's settings with Discourse's defaults; tests and campaigns override single ones. Times in milliseconds. */
export interface ForumLimits {
  /** Shared by all API keys of the site, over a sliding minute; `Infinity` switches it off. */
  adminApiCallsPerMinute: number;
  /** Of the plugin's routes for the service; they count for the limit above as well. */
  pluginCallsPerMinute: number;
  msBetweenPosts: number;
  /** For members below trust level 2 on their first day, and for trust level 0. */
  msBetweenPostsOfNewMembers: number;
  msBetweenTopics: number;
  msBetweenTopicsOfNewMembers: number;
  repliesOnFirstDay: number;
  topicsOnFirstDay: number;
  /** Private messages that one member may begin. */
  messagesPerDay: number;
  consecutiveReplies: number;
  /** Equal texts of one member within this time are refused, in whatever topic. */
  uniquePostsMs: number;
  /** Identical API requests within this time get the first one's answer. */
  rememberAnswersMs: number;
  minPostLength: number;
  minMessageLength: number;
  maxPostLength: number;
  minTitleLength: number;
  minMessageTitleLength: number;
  /** An edit within this time makes no new version. */
  gracePeriodMs: number;
  /** Posts of one page of a topic. */
  chunkSize: number;
  webhookTimeoutMs: number;
  webhooksAtOnce: number;
  /** Off by default, as in Discourse. */
  retryWebHookEvents: boolean;
  /** One minute in the schedule of retries: 1, 5, 25 and 125 of them. */
  webhookRetryUnitMs: number;
}

export const discourseDefaults: ForumLimits = {
  adminApiCallsPerMinute: 60,
  pluginCallsPerMinute: 240,
  msBetweenPosts: 5_000,
  msBetweenPostsOfNewMembers: 30_000,
  msBetweenTopics: 15_000,
  msBetweenTopicsOfNewMembers: 120_000,
  repliesOnFirstDay: 10,
  topicsOnFirstDay: 3,
  messagesPerDay: 20,
  consecutiveReplies: 3,
  uniquePostsMs: 5 * 60_000,
  rememberAnswersMs: 120_000,
  minPostLength: 20,
  minMessageLength: 10,
  maxPostLength: 32_000,
  minTitleLength: 15,
  minMessageTitleLength: 2,
  gracePeriodMs: 5 * 60_000,
  chunkSize: 20,
  webhookTimeoutMs: 20_000,
  webhooksAtOnce: 5,
  retryWebHookEvents: false,
  webhookRetryUnitMs: 60_000,
};
