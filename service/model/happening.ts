import type { CategoryId, MemberId, PostId, TopicId } from './ids.ts';
import type { TrustLevel } from './member.ts';
import type { Occurrence } from './occurrence.ts';

/** Something that a rule can answer and that nobody wrote: whom it concerns, and where. */
interface Happened<Kind extends string> extends Occurrence {
  kind: Kind;
  /** Whom an offer would be for; null: the author of the topic, whom no webhook has named. */
  memberId: MemberId | null;
  topicId: TopicId | null;
  /** The post it is about; null: the opening post of the topic, or no post where there is no topic either. */
  postId: PostId | null;
  /** The place of that post in its topic, where it was told. */
  postNumber?: number | null;
  /** Where it happened, as far as it was told. */
  categoryId: CategoryId | null;
}

/** Of the author of a topic: nobody has answered for `afterMs`. */
export interface TopicUnanswered extends Happened<'topic.unanswered'> {
  afterMs: number;
}
/** A solution was accepted; for whoever asked. `postId` is null, the offer stands under the question. */
export interface TopicSolved extends Happened<'topic.solved'> {
  solution: PostId;
  solvedBy: MemberId;
}
/** The same happening, for whoever wrote the solution. */
export type SolutionAccepted = Happened<'solution.accepted'>;
export type TopicUnsolved = Happened<'topic.unsolved'>;
export type TopicStateChanged = Happened<'topic.closed' | 'topic.reopened' | 'topic.moved'>;
export interface TopicTagged extends Happened<'topic.tagged'> {
  /** The tags that are new. */
  tags: readonly string[];
}
/** A badge has a number and no name in what Discourse tells. */
export interface BadgeGranted extends Happened<'badge.granted'> {
  badge: number;
}
export interface MemberPromoted extends Happened<'member.promoted'> {
  level: TrustLevel;
}
export type MemberApproved = Happened<'member.approved'>;
/** A group has a number and no name in what Discourse tells. */
export interface GroupChanged extends Happened<'group.joined' | 'group.left'> {
  group: number;
}
/** Told by the forum's plugin alone. */
export type CategoryFirstVisited = Happened<'category.first_visited'>;
/** Moderators have agreed with a flag. That a flag was raised, or dismissed, is theirs to know and no event. */
export type FlagAgreed = Happened<'flag.agreed'>;

/** Told by a system outside the forum: a release, a new policy. It concerns nobody in particular. */
export interface OutsideEvent extends Occurrence {
  kind: 'outside.event';
  type: string;
  /** Names and values in one line of text each; pairs, since the names are strangers'. */
  data: readonly (readonly [string, string])[];
}

export type MemberHappening =
  | TopicUnanswered
  | TopicSolved
  | SolutionAccepted
  | TopicUnsolved
  | TopicStateChanged
  | TopicTagged
  | BadgeGranted
  | MemberPromoted
  | MemberApproved
  | GroupChanged
  | CategoryFirstVisited
  | FlagAgreed;

export type Happening = MemberHappening | OutsideEvent;
export type HappeningKind = Happening['kind'];

/** Every kind; the build fails where one is missing. */
const happeningKinds: Readonly<Record<HappeningKind, true>> = {
  'topic.unanswered': true,
  'topic.solved': true,
  'solution.accepted': true,
  'topic.unsolved': true,
  'topic.closed': true,
  'topic.reopened': true,
  'topic.moved': true,
  'topic.tagged': true,
  'badge.granted': true,
  'member.promoted': true,
  'member.approved': true,
  'group.joined': true,
  'group.left': true,
  'category.first_visited': true,
  'flag.agreed': true,
  'outside.event': true,
};

export function isHappening(event: { kind: string }): event is Happening {
  return Object.hasOwn(happeningKinds, event.kind);
}
