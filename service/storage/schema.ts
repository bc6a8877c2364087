import type { ColumnType, Generated, JSONColumnType } from 'kysely';
import type { OutcomeBy, OutcomeKind } from '../model/outcome.ts';
import type { ForumStanding } from '../model/role-groups.ts';

/** Rows as Postgres holds them, in camel case. They never leave `storage/`. */
export interface Database {
  forum: ForumTable;
  webhookDigest: WebhookDigestTable;
  inbox: InboxTable;
  event: EventTable;
  decision: DecisionTable;
  offer: OfferTable;
  reservation: ReservationTable;
  member: MemberTable;
  stageChange: StageChangeTable;
  post: PostTable;
  topic: TopicTable;
  openTopic: OpenTopicTable;
  ruleStanding: RuleStandingTable;
  pause: PauseTable;
  rulebook: RulebookTable;
  rulebookProblem: RulebookProblemTable;
  ruleRepository: RuleRepositoryTable;
  alert: AlertTable;
  change: ChangeTable;
  apiCall: ApiCallTable;
  apiWaiter: ApiWaiterTable;
  workerProcess: WorkerProcessTable;
  signal: SignalTable;
  offerFeedback: OfferFeedbackTable;
  offerReview: OfferReviewTable;
  missedSearch: MissedSearchTable;
  wishKey: WishKeyTable;
  keptWish: KeptWishTable;
  lifecycleWalk: LifecycleWalkTable;
  sequencePlace: SequencePlaceTable;
  dateComing: DateComingTable;
  calendarFeed: CalendarFeedTable;
  dashboardSession: DashboardSessionTable;
  usedSignIn: UsedSignInTable;
  outcome: OutcomeTable;
  replyFold: ReplyFoldTable;
}

type Defaulted<T> = ColumnType<T, T | undefined, T>;
type MaybeJson = ColumnType<object | null, string | null | undefined, string | null>;
type Json<T> = JSONColumnType<T & object>;
/** Postgres bigint: a string on the way out. */
type Bigint = string;

interface WorkColumns {
  attempts: Generated<number>;
  nextAt: Defaulted<Date>;
  lease: string | null;
  leaseUntil: Date | null;
  finishedAt: Date | null;
}

export interface ForumTable {
  /** When somebody last looked whether all is well, and summed up the week. */
  watchedAt: Date | null;
  /** When somebody last looked what became of what was shown. */
  measuredAt: Date | null;
  summedUpAt: Date | null;
  id: string;
  baseUrl: string;
  botUsername: string;
  botUserId: number | null;
  watchedSince: Defaulted<Date>;
  lastReconciledAt: Date | null;
  reconciledTo: number | null;
  gapNewest: number | null;
  gapBefore: number | null;
  reconciler: string | null;
  reconcileAt: Defaulted<Date>;
  sender: string | null;
  senderUntil: Date | null;
  senderFence: Generated<Bigint>;
  shareLimit: Generated<number>;
  shareNow: Generated<number>;
  shareChangedAt: Defaulted<Date>;
  blockedUntil: Date | null;
  blockedBecause: string | null;
  postsBlockedUntil: Date | null;
  /** When the staff's topic was last told of what waits for a decision. */
  reviewToldAt: Date | null;
  defaultRung: Generated<'draft' | 'shadow' | 'live'>;
  /** `unknown`: not asked yet; `refused`: there, and the key may not use it. */
  pluginState: Generated<'unknown' | 'absent' | 'present' | 'refused'>;
  /** What the plugin said it can do, when it was asked last. */
  pluginCan: ColumnType<unknown, string | null | undefined, string | null>;
  /** Scopes that the key lacks. */
  pluginLacks: Generated<string[]>;
  pluginAskedAt: Date | null;
  /** The rulebook whose guides the plugin was given last. */
  directoryVersion: string | null;
  /** Which of those it did not take, and why. */
  refusedGuides: ColumnType<unknown, string | undefined, string>;
  /** How far the outbox of the plugin has been read, in its own words. */
  signalCursor: string | null;
  signalReader: string | null;
  signalsDueAt: Defaulted<Date>;
  signalsReadAt: Date | null;
  /** When the outbox last said that it no longer holds all that was not read. */
  signalGapAt: Date | null;
}

export interface WebhookDigestTable {
  forumId: string;
  eventName: string;
  digest: Buffer;
  inboxId: Bigint;
  receipts: Generated<number>;
  firstAt: Defaulted<Date>;
  lastAt: Defaulted<Date>;
}

export interface InboxTable extends WorkColumns {
  id: Generated<Bigint>;
  forumId: string;
  eventName: string;
  headers: Json<Record<string, string>>;
  body: Buffer | null;
  receivedAt: Defaulted<Date>;
  state: Generated<'received' | 'done' | 'unwanted' | 'quarantined'>;
  reason: string | null;
  eventId: Bigint | null;
  /** Of an unwanted webhook: which post and topic it was about, as far as it says. */
  aboutPost: ColumnType<Bigint | null, number | null | undefined, number | null>;
  aboutTopic: ColumnType<Bigint | null, number | null | undefined, number | null>;
}

export interface EventTable extends WorkColumns {
  id: Generated<Bigint>;
  forumId: string;
  logicalKey: string;
  kind: string;
  source: 'webhook' | 'reconciliation' | 'sweep' | 'look-back';
  occurredAt: Date;
  recordedAt: Defaulted<Date>;
  inboxId: Bigint | null;
  memberId: number | null;
  topicId: number | null;
  postId: number | null;
  content: ColumnType<object | null, string | null, string | null>;
  state: Generated<'received' | 'done' | 'missed' | 'dead'>;
  reason: string | null;
  rulebook: string | null;
  /** A rule for hard moments looked at it: nothing that was written in its topic is kept. */
  isCare: Generated<boolean>;
}

export interface DecisionTable {
  id: Generated<Bigint>;
  forumId: string;
  eventId: Bigint;
  ruleId: string;
  rulebook: string;
  rung: string;
  verdict: 'offer' | 'held';
  because: Json<unknown[]>;
  evidence: Json<unknown[]>;
  facts: Json<object>;
  decidedAt: Defaulted<Date>;
  isCare: Generated<boolean>;
}

export interface OfferTable extends WorkColumns {
  id: Generated<Bigint>;
  forumId: string;
  eventId: Bigint;
  ruleId: string;
  rulebook: string;
  kind: string;
  resourceId: string;
  channel: string;
  locale: string;
  memberId: number;
  occasion: string;
  topicId: number | null;
  postId: number | null;
  state:
    | 'proposed'
    | 'waiting'
    | 'sending'
    | 'unknown'
    | 'in_review'
    | 'sent'
    | 'withdrawn'
    | 'held'
    | 'expired'
    | 'refused'
    | 'dead'
    | 'shadow';
  because: Json<unknown[]>;
  evidence: Json<unknown[]>;
  /** Why it is in its present state, where that needs a reason. */
  stateBecause: ColumnType<unknown[], string | undefined, string>;
  marker: string;
  /** What an outside event brought for the guide's slots. */
  slots: ColumnType<Record<string, string>, string | undefined, string>;
  body: string | null;
  /** The way that `body` was frozen for; null with a body: by the forum's own API. */
  sentThrough: 'api' | 'plugin' | null;
  firstSentAt: Date | null;
  lookups: Generated<number>;
  replyPostId: number | null;
  reviewableId: number | null;
  notBefore: Date;
  expiresAt: Date;
  createdAt: Defaulted<Date>;
  sentAt: Date | null;
  changedAt: Defaulted<Date>;
  fence: Bigint | null;
  /** When it was last asked whether what is shown is still needed. */
  needCheckedAt: Date | null;
  /** A proposed offer that nobody has decided over by then expires. */
  decideBy: Date | null;
  approvedAt: Date | null;
  /** What an approver made of the guide's text, slots not filled. */
  editedText: string | null;
  /** How often the forum was asked how often its links were followed. */
  linkReads: Generated<number>;
}

export interface OfferReviewTable {
  offerId: Bigint;
  forumId: string;
  decision: 'approved' | 'edited' | 'rejected' | 'expired';
  who: string | null;
  why: Generated<string>;
  proposedText: string | null;
  editedText: string | null;
  decidedAt: Defaulted<Date>;
}

export interface ReservationTable {
  offerId: Bigint;
  forumId: string;
  scope: string;
  key: string;
  cap: number;
  windowMs: ColumnType<Bigint, number, number>;
  reservedFor: Date;
  usedAt: Date | null;
}

/** What a member has declined in part. Topics by their numbers as text, so that Postgres can look them up. */
export interface StoredParts {
  rules?: string[];
  topics?: string[];
  snoozedUntil?: string;
}

export interface MemberTable {
  forumId: string;
  id: number;
  username: string;
  facts: Json<Record<string, { value: unknown; source: string; at: string }>>;
  stage: string | null;
  stageSince: Date | null;
  stageBecause: string | null;
  /** The stages that the member was last measured by. */
  stagesDigest: string | null;
  consent: Generated<'open' | 'all' | 'kinds'>;
  consentKinds: Generated<string[]>;
  consentAt: Date | null;
  /** One rule, one topic, or everything for a while; beside `consent`. */
  declined: ColumnType<StoredParts, string | undefined, string>;
  isStaged: Generated<boolean>;
  knownSince: Defaulted<Date>;
  /** When time alone will change something; null: never, or nobody has looked yet. */
  dueAt: Date | null;
  /** What they have set in the forum itself, as its plugin told last. */
  preferences: MaybeJson;
  preferencesAt: Date | null;
  /** What was known of them before this was erased at their wish. */
  erasedAt: Date | null;
}

export interface StageChangeTable {
  id: Generated<Bigint>;
  forumId: string;
  memberId: number;
  stage: string;
  previous: string | null;
  because: string;
  at: Defaulted<Date>;
}

export interface PostTable {
  forumId: string;
  id: number;
  topicId: number;
  number: number;
  authorId: number;
  authorName: string;
  isBot: Generated<boolean>;
  categoryId: number | null;
  createdAt: Date;
  updatedAt: Date;
  deletedAt: Date | null;
  marker: string | null;
  seenThrough: string;
  seenAt: Defaulted<Date>;
}

export interface TopicTable {
  forumId: string;
  id: number;
  categoryId: number | null;
  authorId: number | null;
  tags: string[] | null;
  closed: boolean | null;
  archived: boolean | null;
  deleted: Generated<boolean>;
  toldAt: Date;
  isOurs: Generated<boolean>;
}

export interface OpenTopicTable {
  forumId: string;
  topicId: number;
  postId: number;
  authorId: number;
  categoryId: number | null;
  askedAt: Date;
  answeredBy: number | null;
  toldMs: Generated<Bigint>;
  dueAt: Date | null;
}

export interface RuleStandingTable {
  forumId: string;
  ruleId: string;
  rung: 'draft' | 'shadow' | 'review' | 'live' | null;
  pausedAt: Date | null;
}

export interface PauseTable {
  forumId: string;
  at: Defaulted<Date>;
  who: string;
  why: string;
}

export interface RulebookTable {
  version: string;
  commit: Json<RulebookCommit> | null;
  files: Json<{ path: string; text: string }[]>;
  activatedAt: Defaulted<Date>;
}

export interface RulebookCommit {
  id: string;
  author: string;
  at: string;
  message: string;
}

export interface RuleRepositoryTable {
  one: Defaulted<boolean>;
  pinnedCommit: string | null;
  pinnedBy: string | null;
  pinnedWhy: string | null;
  pinnedAt: Date | null;
  pushedAt: Date | null;
}

export interface AlertTable {
  id: Generated<Bigint>;
  forumId: string;
  key: string;
  code: string;
  subject: string;
  values: Json<Record<string, string | number>>;
  beganAt: Defaulted<Date>;
  seenAt: Defaulted<Date>;
  toldAt: Date | null;
  endedAt: Date | null;
  overToldAt: Date | null;
}

export interface RulebookProblemTable {
  id: Generated<Bigint>;
  version: string;
  problems: Json<unknown[]>;
  foundAt: Defaulted<Date>;
  solvedAt: Date | null;
}

export interface ChangeTable {
  id: Generated<Bigint>;
  forumId: string | null;
  at: Defaulted<Date>;
  who: string;
  what: string;
  subject: string;
  why: string;
  /** The member of the forum who made it, where that is known. */
  memberId: number | null;
  madeOn: Generated<'' | 'dashboard' | 'command line'>;
}

export interface ApiCallTable {
  id: Generated<Bigint>;
  forumId: string;
  process: string;
  priority: number;
  isPost: Generated<boolean>;
  takenAt: Defaulted<Date>;
  finishedAt: Date | null;
  status: number | null;
}

export interface ApiWaiterTable {
  forumId: string;
  process: string;
  priority: number;
  isPost: boolean;
  waitingSince: Date;
  expiresAt: Date;
}

export interface WorkerProcessTable {
  id: string;
  role: string;
  startedAt: Defaulted<Date>;
  seenAt: Defaulted<Date>;
}

export interface SignalTable {
  forumId: string;
  signalId: string;
  name: string;
  schema: number;
  heardBy: 'webhook' | 'outbox';
  outcome: 'taken' | 'not_ours' | 'unknown_name' | 'unknown_schema' | 'unreadable';
  occurredAt: Date;
  heardAt: Defaulted<Date>;
  memberId: number | null;
  kept: MaybeJson;
}

export interface OfferFeedbackTable {
  offerId: Bigint;
  seenAt: Date | null;
  clickedAt: Date | null;
  helped: boolean | null;
  ratedAt: Date | null;
  dismissedAt: Date | null;
  snoozedAt: Date | null;
  snoozedUntil: Date | null;
  restoredAt: Date | null;
  askedPersonAt: Date | null;
  /** By the key of the step: when it was last marked, and whether as done. */
  doneSteps: ColumnType<Record<string, { done: boolean; at: string }>, string | undefined, string>;
  changedAt: Defaulted<Date>;
}

export interface MissedSearchTable {
  forumId: string;
  term: string;
  members: number;
  days: number;
  lastDay: string;
}

export interface WishKeyTable {
  onlyOne: Generated<boolean>;
  key: Generated<string>;
}

export interface KeptWishTable {
  forumId: string;
  digest: Buffer;
  erasedAt: Defaulted<Date>;
  consent: 'open' | 'all' | 'kinds';
  consentKinds: string[];
  consentAt: Date | null;
  declined: ColumnType<StoredParts, string | undefined, string>;
  preferences: MaybeJson;
  preferencesAt: Date | null;
}

export interface LifecycleWalkTable {
  forumId: string;
  measure: string;
  walkedTo: Generated<number>;
  beganAt: Defaulted<Date>;
  finishedAt: Date | null;
}

export interface SequencePlaceTable {
  forumId: string;
  ruleId: string;
  memberId: number;
  occasion: string;
  step: string;
  doneSteps: Generated<string[]>;
  state: Generated<'going' | 'done' | 'reached' | 'stopped'>;
  because: ColumnType<unknown[], string | undefined, string>;
  dueAt: Date;
  beganAt: Defaulted<Date>;
  changedAt: Defaulted<Date>;
}

export interface DateComingTable {
  forumId: string;
  ruleId: string;
  day: string;
  zone: string;
  turn: Generated<number>;
  dueAt: Date;
  walkedTo: Generated<number>;
  finishedAt: Date | null;
}

export interface CalendarFeedTable {
  forumId: string;
  address: string;
  etag: string | null;
  lastModified: string | null;
  entries: ColumnType<unknown[], string | undefined, string>;
  goodAt: Date | null;
  problem: string | null;
  problemAt: Date | null;
  fetchAt: Defaulted<Date>;
}

export interface DashboardSessionTable {
  id: Generated<Bigint>;
  /** SHA-256 of the token that the browser holds. */
  digest: Buffer;
  openedBy: 'password' | 'forum';
  /** A digest of the password or secret it was opened with: whoever changes that ends the session. */
  openedWith: string;
  forumId: string | null;
  memberId: number | null;
  who: string;
  avatarUrl: string | null;
  /** What the forum said of the member, when it was asked last. */
  standing: ColumnType<ForumStanding | null, string | null, string | null>;
  device: Generated<string>;
  openedAt: Defaulted<Date>;
  seenAt: Defaulted<Date>;
  provedAt: Defaulted<Date>;
  renewalTriedAt: Date | null;
  endsAt: Date;
}

export interface UsedSignInTable {
  digest: Buffer;
  usedAt: Defaulted<Date>;
}

export interface OutcomeTable {
  offerId: Bigint;
  forumId: string;
  what: OutcomeKind;
  byWhom: OutcomeBy;
  at: Date;
  count: Generated<number>;
  notedAt: Defaulted<Date>;
}

export interface ReplyFoldTable {
  offerId: Bigint;
  forumId: string;
  because: Json<unknown[]>;
  body: string;
  /** `left`: something stood against it, or the forum would not have it; the reply stays as it was. */
  state: 'begun' | 'done' | 'left';
  attempts: Generated<number>;
  begunAt: Defaulted<Date>;
  nextAt: Defaulted<Date>;
  finishedAt: Date | null;
}
