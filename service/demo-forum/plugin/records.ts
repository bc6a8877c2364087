import type { Channel, Form, Kind } from './vocabulary.ts';

/** What the plugin remembers. Times are ISO texts in UTC with milliseconds. */
export interface WaypostOffer {
  /** The service's own. */
  id: string;
  /** Order in which they came. */
  sequence: number;
  /** Tells whether two requests ask for the same; null for an id that was withdrawn before it was ever offered. */
  digest: string | null;
  /** `claimed` is an offer that was refused for now. */
  state: 'claimed' | 'shown' | 'sent' | 'withdrawn' | 'refused';
  version: number;
  channel: Channel;
  kind: Kind;
  /** Null once the member's traces are erased. */
  memberId: number | null;
  rule: string;
  resource: string;
  topicId: number | null;
  postId: number | null;
  title: string | null;
  raw: string;
  cooked: string;
  form: Form;
  steps: readonly { key: string; cooked: string }[];
  link: { url: string; text: string } | null;
  why: { text: string | null; owner: string | null; reviewed_on: string | null };
  locale: string | null;
  expiresAt: string | null;
  replyPostId: number | null;
  createdAt: string;
  refusal: { code: RefusalCode; errors: readonly string[] } | null;
  traces: OfferTraces;
}

/** What the member did with it. */
export interface OfferTraces {
  seenAt: string | null;
  clickedAt: string | null;
  rating: 'helped' | 'not_helped' | null;
  ratedAt: string | null;
  dismissedAt: string | null;
  snoozedAt: string | null;
  snoozedUntil: string | null;
  askedPersonAt: string | null;
  doneSteps: readonly string[];
}

export type RefusalCode =
  | 'kind_declined'
  | 'channel_declined'
  | 'paused'
  | 'bot_ignored'
  | 'member_gone'
  | 'post_gone'
  | 'topic_gone'
  | 'topic_closed'
  | 'topic_archived'
  | 'not_visible'
  | 'bot_cannot_post'
  | 'bot_missing'
  | 'refuses_messages'
  | 'text_rejected'
  | 'paused_until'
  | 'snoozed'
  | 'quiet_hours'
  | 'post_rate_limited'
  | 'in_use'
  | 'cannot_withdraw';

/** A member's say, under the member's id. */
export interface WaypostPreference {
  id: number;
  paused: boolean;
  pausedUntil: string | null;
  declinedKinds: readonly string[];
  declinedChannels: readonly string[];
  quietHours: { from: string; to: string } | null;
  /** Kind of help → until when. */
  snoozed: Readonly<Record<string, string>>;
  botIgnored: boolean;
}

/** The `id` is its place in the outbox. */
export interface WaypostSignal {
  id: number;
  signalId: string;
  name: string;
  occurredAt: string;
  memberId: number | null;
  offerId: string | null;
  data: Readonly<Record<string, unknown>>;
}

export interface WaypostDirectory {
  id: 'directory';
  version: string;
  /** Tells whether the same directory came again. */
  digest: string;
  count: number;
  pushedAt: string;
}

/** `id` is `<member>:<category>`. */
export interface CategoryVisit {
  id: string;
  memberId: number;
  categoryId: number;
  visitedAt: string;
}

/** `id` is `<member>:<term>`. */
export interface MissedSearch {
  id: string;
  memberId: number;
  term: string;
  missedAt: string;
}

/** The service's last call of one kind; `cursor` is how far it had read the outbox. */
export interface ServiceCall {
  id: string;
  at: string;
  cursor: number | null;
}

export interface PluginSetting {
  id: 'enabled';
  value: boolean;
}
