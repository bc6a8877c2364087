declare const brand: unique symbol;
type Branded<T, Name extends string> = T & { readonly [brand]: Name };

/** The name of a forum inside this installation: `default` for the one configured by environment, else as FORUMS_FILE calls it. */
export type ForumId = Branded<string, 'ForumId'>;
/** Discourse's numeric ids, unique within one forum only. */
export type MemberId = Branded<number, 'MemberId'>;
export type PostId = Branded<number, 'PostId'>;
export type TopicId = Branded<number, 'TopicId'>;
export type CategoryId = Branded<number, 'CategoryId'>;
/** Ids of our own rows: Postgres bigints, as strings. */
export type InboxId = Branded<string, 'InboxId'>;
export type EventId = Branded<string, 'EventId'>;
export type DecisionId = Branded<string, 'DecisionId'>;
export type OfferId = Branded<string, 'OfferId'>;
/** Ids written by community managers: `[a-z0-9-]{1,64}`. */
export type RuleId = Branded<string, 'RuleId'>;
export type ResourceId = Branded<string, 'ResourceId'>;
export type StageId = Branded<string, 'StageId'>;
/** SHA-256 (hex) over everything a rulebook was read from; every decision carries it. */
export type RulebookVersion = Branded<string, 'RulebookVersion'>;

export const forumId = (value: string): ForumId => value as ForumId;
export const defaultForum = forumId('default');
export const memberId = (value: number): MemberId => value as MemberId;
export const postId = (value: number): PostId => value as PostId;
export const topicId = (value: number): TopicId => value as TopicId;
export const categoryId = (value: number): CategoryId => value as CategoryId;
export const inboxId = (value: string): InboxId => value as InboxId;
export const eventId = (value: string): EventId => value as EventId;
export const decisionId = (value: string): DecisionId => value as DecisionId;
export const offerId = (value: string): OfferId => value as OfferId;
export const ruleId = (value: string): RuleId => value as RuleId;
export const resourceId = (value: string): ResourceId => value as ResourceId;
export const stageId = (value: string): StageId => value as StageId;
export const rulebookVersion = (value: string): RulebookVersion => value as RulebookVersion;
