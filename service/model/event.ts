import type { DatedEvent } from './announcement.ts';
import type { Happening } from './happening.ts';
import type { CategoryId, MemberId, PostId, StageId, TopicId } from './ids.ts';
import type { LifeEvent } from './life-event.ts';
import type { TrustLevel } from './member.ts';
import type { Occurrence } from './occurrence.ts';
import type { Post } from './post.ts';
import type { Reason } from './reason.ts';

export type { EventSource } from './occurrence.ts';

export interface PostCreated extends Occurrence {
  kind: 'post.created';
  post: Post;
  authorTrustLevel: TrustLevel | null;
}
export interface PostEdited extends Occurrence {
  kind: 'post.edited';
  post: Post;
  authorTrustLevel: TrustLevel | null;
}
export interface PostDeleted extends Occurrence {
  kind: 'post.deleted';
  postId: PostId;
  topicId: TopicId;
  authorId: MemberId;
}
export interface PostRecovered extends Occurrence {
  kind: 'post.recovered';
  postId: PostId;
  topicId: TopicId;
  authorId: MemberId;
}
/** A topic's state as a webhook told it: created, renamed, tagged, moved, closed, deleted. */
export interface TopicChanged extends Occurrence {
  kind: 'topic.changed';
  topicId: TopicId;
  authorId: MemberId | null;
  categoryId: CategoryId | null;
  tags: readonly string[] | null;
  closed: boolean;
  archived: boolean;
  deleted: boolean;
}
/** What a `user_*`, `group_user` or `user_promoted` webhook told of a member. Only fields that it carried are set. */
export interface MemberChanged extends Occurrence {
  kind: 'member.changed';
  change: 'created' | 'updated' | 'promoted' | 'signed_in' | 'suspended' | 'anonymized' | 'destroyed';
  memberId: MemberId;
  username: string | null;
  trustLevel: TrustLevel | null;
  joinedAt: Date | null;
  lastSeenAt: Date | null;
  lastPostedAt: Date | null;
  postCount: number | null;
  groups: readonly string[] | null;
  locale: string | null;
  timeZone: string | null;
}
export interface PostLiked extends Occurrence {
  kind: 'post.liked';
  postId: PostId;
  /** Its place in the topic; events from before this was kept have none. */
  postNumber?: number;
  topicId: TopicId;
  authorId: MemberId;
  likedBy: MemberId;
}
/** Waypost's own event: a member has entered a life-cycle stage. */
export interface StageEntered extends Occurrence {
  kind: 'stage.entered';
  memberId: MemberId;
  stage: StageId;
  previous: StageId | null;
  because: Reason;
  /** The post by which it showed, under which a reply can go. A stage that came by silence has none. */
  post: Post | null;
}

export type CommunityEvent =
  | PostCreated
  | PostEdited
  | PostDeleted
  | PostRecovered
  | PostLiked
  | TopicChanged
  | MemberChanged
  | StageEntered
  | LifeEvent
  | DatedEvent
  | Happening;

export type EventKind = CommunityEvent['kind'];
