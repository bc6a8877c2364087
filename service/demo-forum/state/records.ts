import type { TrustLevel } from '../../model/member.ts';

/** What the demo forum remembers. Times are ISO texts with milliseconds, as Discourse writes them. */
export interface ForumMember {
  id: number;
  username: string;
  name: string;
  trustLevel: TrustLevel;
  admin: boolean;
  moderator: boolean;
  title: string | null;
  /** Discourse's name of a language, such as `nb_NO`; null is the forum's own, English. */
  locale: string | null;
  timeZone: string | null;
  createdAt: string;
  lastPostedAt: string | null;
  /** Anything but `active` may not use the API. */
  standing: 'active' | 'inactive' | 'suspended' | 'silenced';
  /** Their own setting; who says nothing takes messages. */
  takesMessages?: boolean;
  email?: string;
  bio?: string;
  /** The picture they chose; without one Discourse draws their first letter. */
  avatarId?: number;
}

export interface ForumCategory {
  id: number;
  name: string;
  slug: string;
  color: string;
  description: string | null;
  parentId: number | null;
  /** True when only staff may read it. */
  readRestricted: boolean;
}

export interface ForumGroup {
  id: number;
  name: string;
  automatic: boolean;
  /** Whether anybody may call the whole group with `@name`. */
  mentionable: boolean;
  fullName: string | null;
  memberIds: readonly number[];
}

export interface ForumTopic {
  id: number;
  title: string;
  slug: string;
  /** Null in private messages. */
  categoryId: number | null;
  archetype: 'regular' | 'private_message';
  userId: number;
  createdAt: string;
  closed: boolean;
  archived: boolean;
  visible: boolean;
  deletedAt: string | null;
  deletedById: number | null;
  externalId: string | null;
  tags: readonly string[];
  /** The accepted answer. */
  solutionPostId?: number | null;
  /** Who may read a private message, its author included. */
  allowedUserIds: readonly number[];
  highestPostNumber: number;
  views: number;
}

/** 1 is a regular post, 3 a small action such as "closed", 4 a whisper among staff. */
export type PostType = 1 | 3 | 4;

export interface ForumPost {
  id: number;
  topicId: number;
  number: number;
  userId: number;
  type: PostType;
  raw: string;
  cooked: string;
  /** The text before its author deleted it; what a recovery brings back. */
  rawBefore: string | null;
  /** Digest of the text as first written, white space left out. */
  writtenDigest: string;
  createdAt: string;
  updatedAt: string;
  versionAt: string;
  version: number;
  replyToNumber: number | null;
  editReason: string | null;
  lastEditorId: number;
  actionCode: string | null;
  userDeleted: boolean;
  deletedAt: string | null;
  likedBy: readonly number[];
  reviewableId: number | null;
}

export interface ForumReviewable {
  id: number;
  state: 'pending' | 'approved' | 'rejected';
  userId: number;
  draft: PostDraft;
  createdAt: string;
  postId: number | null;
}

/** What somebody asks the forum to publish. */
export interface PostDraft {
  raw: string;
  topicId: number | null;
  title: string | null;
  categoryId: number | null;
  tags: readonly string[];
  replyToNumber: number | null;
  archetype: 'regular' | 'private_message';
  recipients: readonly string[];
  externalId: string | null;
  whisper: boolean;
}

export interface ForumApiKey {
  id: string;
  /** The one member it acts for; null is a key for all users. */
  username: string | null;
  /** Null is a key without scopes. */
  scopes: readonly string[] | null;
  revoked: boolean;
  /** Its number in the admin's list; keys that no admin has made have none, and are not listed. */
  number?: number;
  description?: string;
  createdAt?: string;
}

export interface ForumWebhook {
  id: number;
  url: string;
  secret: string;
  /** Names such as `post_created`; null is every event. */
  events: readonly string[] | null;
  /** Unless said, it is. */
  active?: boolean;
}

/** A setting of the site that somebody changed. */
export interface ForumSetting {
  id: string;
  value: string;
}

export interface ForumDelivery {
  /** Discourse's `X-Discourse-Event-Id`: one counter for the whole site. */
  id: number;
  webhookId: number;
  event: string;
  eventType: string;
  body: string;
  state: 'pending' | 'sending' | 'delivered' | 'failed' | 'lost';
  attempt: number;
  dueAt: string;
  /** HTTP status of the receiver; -1 when there was no answer. */
  status: number | null;
}

export interface RateWindow {
  id: string;
  times: readonly number[];
}

export interface RememberedAnswer {
  id: string;
  expiresAt: number;
  status: number;
  body: string;
}

export interface Counter {
  id: string;
  value: number;
}
