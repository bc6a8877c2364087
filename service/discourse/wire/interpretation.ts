import type { CommunityEvent } from '../../model/event.ts';
import type { MemberHappening } from '../../model/happening.ts';
import type { CategoryId, ForumId, MemberId, PostId, TopicId } from '../../model/ids.ts';
import type { PluginSignal } from './plugin/read-signals.ts';

export interface SignedBody {
  forum: ForumId;
  /** `X-Discourse-Event`. Not covered by the signature, therefore a hint only. */
  eventName: string;
  /** The bytes that were signed. */
  body: string | Uint8Array;
  receivedAt: Date;
}

/** What a signed webhook body turned out to say, before anything that only Waypost knows is asked. */
export type Interpretation =
  | InterpretedEvent
  | InterpretedReview
  /** The forum's plugin tells what a member did or wants. */
  | { outcome: 'signal'; signal: PluginSignal }
  | Unwanted
  /** An event name that Waypost does not know; kept and counted. */
  | { outcome: 'unknown'; name: string }
  /** Signed and unreadable; operators see it and can replay it. `why` never quotes the body. */
  | { outcome: 'quarantined'; why: string };

export interface InterpretedEvent {
  outcome: 'event';
  event: CommunityEvent;
  /**
   * What must be read from the forum again before anything is done because of this event: its kind rests on the
   * unsigned event name. Null where the signed body itself says it, or where believing the name does no harm.
   */
  reread: 'post' | 'topic' | 'member' | null;
  /** Set on post events: what only matters if the post turns out to be Waypost's own. */
  own: OwnPostDetails | null;
  /** What the same body tells besides, of somebody else or in other words. */
  also?: readonly MemberHappening[];
  /** What the payload of a member says: true for an account whose owner never signed up. Null where it says nothing. */
  staged: boolean | null;
}

export interface OwnPostDetails {
  number: number;
  /** Found in the raw text. Worth nothing unless the author is the bot: members can type it too. */
  marker: string | null;
  raw: string | null;
  version: number;
  updatedAt: Date;
  hidden: boolean;
  /** Deleted by its author, which leaves "(post deleted by author)" standing for a day. */
  deletedByAuthor: boolean;
}

/** A post that waited for a moderator: how an offer that is `in_review` learns its end. */
export interface InterpretedReview {
  outcome: 'review';
  /** Equals `reviewableId` in the answer to the post that was held. */
  reviewableId: number;
  state: 'pending' | 'approved' | 'rejected' | 'deleted' | 'other';
  /** The post that came of it, once approved. */
  postId: PostId | null;
  authorId: MemberId;
}

export interface Unwanted {
  outcome: 'unwanted';
  reason: UnwantedReason;
  about: About;
}

/** Ids only, so that the story of a post can say why it was let go. */
export interface About {
  postId: PostId | null;
  topicId: TopicId | null;
  memberId: MemberId | null;
}

/** Why an event ends without being looked at; each is a counter on the dashboard. */
export type UnwantedReason =
  | 'ping'
  | 'private_message'
  | 'system_or_bot'
  | 'author_gone'
  | 'staged_member'
  | 'small_action'
  | 'whisper'
  | 'moderator_action'
  | 'hidden_post'
  | 'notification'
  /** No event, but the categories that we remember are out of date. */
  | 'category_changed'
  /** A kind of event that no rule can ask for. */
  | 'unused_kind'
  /** Decided by `screen`, from what only Waypost knows. */
  | 'own_topic'
  | 'ignored_member'
  | 'closed_category'
  /** No rule looks at the category. */
  | 'category_not_asked_for'
  /** The unsigned event name claimed what the forum itself does not show. */
  | 'contradicted';

/** What Waypost knows and a payload does not say. */
export interface ForumKnowledge {
  botId: MemberId;
  /** Other bots of the site, lower-case user names. */
  ignoredUsernames: ReadonlySet<string>;
  /** Members known to be staged (they never signed up). */
  isStaged(memberId: MemberId): boolean;
  /** Whether everyone can read the category, or the site's configuration names it. */
  isOpenCategory(categoryId: CategoryId): 'yes' | 'no' | 'unknown';
}

/** What is left to do with an interpreted event. */
export type Screened =
  | { outcome: 'event'; event: CommunityEvent; reread: InterpretedEvent['reread'] }
  | OwnPostSeen
  | Unwanted
  /** The category must be read first; unknown is not yes. */
  | { outcome: 'undecided'; categoryId: CategoryId };

/** A sign of life of a post that Waypost wrote: it never triggers a rule, it keeps the offer up to date. */
export interface OwnPostSeen {
  outcome: 'own_post';
  change: 'created' | 'edited' | 'deleted' | 'recovered' | 'liked';
  postId: PostId;
  topicId: TopicId;
  details: OwnPostDetails;
  reread: 'post' | null;
  occurredAt: Date;
}
