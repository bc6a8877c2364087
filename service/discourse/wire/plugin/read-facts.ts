import { z } from 'zod';
import type { Channel, Kind } from '../../../model/decision.ts';
import type { CategoryId, MemberId, TopicId } from '../../../model/ids.ts';
import type { TrustLevel } from '../../../model/member.ts';
import {
  categoryIdField,
  maybeCount,
  maybeDate,
  maybeTags,
  maybeText,
  maybeTrue,
  maybeTrustLevel,
  memberIdField,
  topicIdField,
} from '../fields.ts';
import { channelsField, kindsField } from './read-capabilities.ts';

/** One member as the plugin knows them; null is what it did not say. */
export interface PluginMember {
  id: MemberId;
  username: string;
  trustLevel: TrustLevel | null;
  staff: boolean;
  joinedAt: Date | null;
  lastSeenAt: Date | null;
  lastPostedAt: Date | null;
  locale: string | null;
  timeZone: string | null;
  /** As Discourse counts them: replies. Opening posts are in `topicCount`. */
  postCount: number | null;
  topicCount: number | null;
  daysVisited: number | null;
  postsReadCount: number | null;
  topicsEntered: number | null;
  likesGiven: number | null;
  likesReceived: number | null;
  groups: readonly string[];
  consent: PluginConsent | null;
}

export interface PluginConsent {
  state: 'open' | 'declined';
  /** `paused`, `bot_ignored`, `kinds`, `channels`. */
  reasons: readonly string[];
  /** The end of a pause; null when it has none. */
  until: Date | null;
  kinds: readonly Kind[];
  channels: readonly Channel[];
  snoozed: Readonly<Partial<Record<Kind, Date>>>;
  quietHours: { from: string; to: string } | null;
}

export interface PluginTopic {
  id: TopicId;
  title: string;
  categoryId: CategoryId | null;
  tags: readonly string[];
  createdAt: Date | null;
  authorId: MemberId | null;
  postsCount: number | null;
  participantCount: number | null;
  humanAnswers: number | null;
  lastHumanAnswerAt: Date | null;
  closed: boolean;
  archived: boolean;
  visible: boolean;
  /** Null where the forum has no plugin that could say. */
  solved: boolean | null;
  slowModeSeconds: number | null;
  /** Replies of the bot that stand in it. */
  botReplies: number | null;
}

/** Ends of snoozes by kind; what is not a time is none. */
export const snoozedField = z
  .record(z.string(), z.unknown())
  .catch({})
  .transform((told) => {
    const snoozed: Partial<Record<Kind, Date>> = {};
    for (const kind of kindsField.parse(Object.keys(told))) {
      const until = maybeDate.safeParse(told[kind]);
      if (until.success && until.data !== null) snoozed[kind] = until.data;
    }
    return snoozed;
  });

const clock = z.string().regex(/^\d\d:\d\d$/);
export const quietHoursField = z
  .object({ from: clock, to: clock })
  .nullish()
  .transform((hours) => hours ?? null);

const consentFields = z
  .object({
    state: z.enum(['open', 'declined']),
    reasons: z.array(z.string()).catch([]),
    until: maybeDate,
    kinds: kindsField.catch([]),
    channels: channelsField.catch([]),
    snoozed: snoozedField.prefault({}),
    quiet_hours: quietHoursField,
  })
  .transform(({ quiet_hours: quietHours, ...rest }): PluginConsent => ({ ...rest, quietHours }));

const memberFields = z
  .object({
    id: memberIdField,
    username: z.string(),
    trust_level: maybeTrustLevel,
    staff: maybeTrue,
    created_at: maybeDate,
    last_seen_at: maybeDate,
    last_posted_at: maybeDate,
    locale: maybeText,
    time_zone: maybeText,
    post_count: maybeCount,
    topic_count: maybeCount,
    days_visited: maybeCount,
    posts_read_count: maybeCount,
    topics_entered: maybeCount,
    likes_given: maybeCount,
    likes_received: maybeCount,
    groups: z.array(z.string()).catch([]),
    consent: consentFields.nullish().transform((consent) => consent ?? null),
  })
  .transform((told): PluginMember => ({
    id: told.id,
    username: told.username,
    trustLevel: told.trust_level,
    staff: told.staff,
    joinedAt: told.created_at,
    lastSeenAt: told.last_seen_at,
    lastPostedAt: told.last_posted_at,
    locale: told.locale,
    timeZone: told.time_zone,
    postCount: told.post_count,
    topicCount: told.topic_count,
    daysVisited: told.days_visited,
    postsReadCount: told.posts_read_count,
    topicsEntered: told.topics_entered,
    likesGiven: told.likes_given,
    likesReceived: told.likes_received,
    groups: told.groups,
    consent: told.consent,
  }));

const topicFields = z
  .object({
    id: topicIdField,
    title: z.string(),
    category_id: categoryIdField.nullish().transform((id) => id ?? null),
    tags: maybeTags,
    created_at: maybeDate,
    author_id: memberIdField.nullish().transform((id) => id ?? null),
    posts_count: maybeCount,
    participant_count: maybeCount,
    human_answers: maybeCount,
    last_human_answer_at: maybeDate,
    closed: maybeTrue,
    archived: maybeTrue,
    visible: z.boolean().catch(true),
    solved: z
      .boolean()
      .nullish()
      .transform((solved) => solved ?? null),
    slow_mode_seconds: maybeCount,
    waypost_replies: maybeCount,
  })
  .transform((told): PluginTopic => ({
    id: told.id,
    title: told.title,
    categoryId: told.category_id,
    tags: told.tags ?? [],
    createdAt: told.created_at,
    authorId: told.author_id,
    postsCount: told.posts_count,
    participantCount: told.participant_count,
    humanAnswers: told.human_answers,
    lastHumanAnswerAt: told.last_human_answer_at,
    closed: told.closed,
    archived: told.archived,
    visible: told.visible,
    solved: told.solved,
    slowModeSeconds: told.slow_mode_seconds,
    botReplies: told.waypost_replies,
  }));

/** `GET /waypost/facts/members.json`: who is missing from the answer is not there. */
export function readMemberFacts(json: unknown): readonly PluginMember[] {
  return z.object({ members: z.array(memberFields) }).parse(json).members;
}

/** `GET /waypost/facts/topics.json`: topics that not everyone may read are missing. */
export function readTopicFacts(json: unknown): readonly PluginTopic[] {
  return z.object({ topics: z.array(topicFields) }).parse(json).topics;
}
