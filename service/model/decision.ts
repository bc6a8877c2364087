import type { Reason } from './reason.ts';
import type { PostId, ResourceId, RuleId, RulebookVersion, TopicId, MemberId } from './ids.ts';

export type { Reason, ReasonCode } from './reason.ts';

/** How far a rule has climbed: `draft` does nothing, `shadow` decides and shows nothing, `review` asks a moderator, `live` offers. */
export type Rung = 'draft' | 'shadow' | 'review' | 'live';
/** The kind of help. */
export type Kind = 'help' | 'celebrate' | 'announce' | 'promote' | 'care';
export type Channel = 'card' | 'reply' | 'message' | 'banner' | 'digest' | 'shelf' | 'whisper';

/** Words found in the post's own text; offsets count UTF-16 units of `part` as the member typed it. */
export interface Evidence {
  part: 'title' | 'body';
  phrase: string;
  start: number;
  end: number;
}

/** The window of a limit that never renews: a hundred years, so that it still fits the arithmetic of a database. */
export const everMs = 100 * 365 * 86_400_000;

/** One limit that an offer would count against, and how much of it is used. */
export interface CapClaim {
  scope: 'member' | 'member_rule' | 'rule' | 'topic' | 'forum' | 'member_spacing' | 'messages';
  /** What is counted within the scope, for example `7` or `export-model:7`. */
  key: string;
  limit: number;
  /** A moving window; `everMs` for a limit that never renews. */
  windowMs: number;
  /** What happens to an offer over the limit. */
  over: 'defer' | 'drop';
}

/** What a rule wants to put before a member, before any cap has been reserved for it. */
export interface PlannedOffer {
  rule: RuleId;
  kind: Kind;
  resource: ResourceId;
  channel: Channel;
  /** What the offer is about, never null: `post:42`, `stage:regular@2026-11-21`. */
  occasion: string;
  memberId: MemberId;
  topicId: TopicId | null;
  postId: PostId | null;
  locale: string;
  /** Not before this moment: the human-first wait, quiet hours or a deferral. */
  notBefore: Date;
  expiresAt: Date;
  claims: readonly CapClaim[];
}

/** Where a member stands who begins a sequence: before which step, and when it comes. */
export interface SequenceBegin {
  step: string;
  dueAt: Date;
  /** What the sequence is about; each step's offer is about this and the step. */
  occasion: string;
}

export type Decision = {
  rule: RuleId;
  rung: Rung;
  rulebook: RulebookVersion;
  because: readonly Reason[];
  evidence: readonly Evidence[];
} & ({ verdict: 'offer'; offer: PlannedOffer } | { verdict: 'held'; begins?: SequenceBegin });
