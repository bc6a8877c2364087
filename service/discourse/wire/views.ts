import type { CategoryId, MemberId, PostId, TopicId } from '../../model/ids.ts';
import type { TrustLevel } from '../../model/member.ts';

/** A post as an API answer shows it to the bot. */
export interface PostView {
  id: PostId;
  topicId: TopicId;
  number: number;
  authorId: MemberId;
  authorName: string;
  authorTrustLevel: TrustLevel | null;
  /** Null where the answer carries none; only lists of posts do. */
  title: string | null;
  categoryId: CategoryId | null;
  /** Null unless it was asked for (`includeRaw`) or the route always sends it. */
  raw: string | null;
  marker: string | null;
  kind: 'regular' | 'moderator_action' | 'small_action' | 'whisper' | 'other';
  replyToNumber: number | null;
  createdAt: Date;
  updatedAt: Date;
  version: number;
  hidden: boolean;
  deleted: boolean;
  deletedByAuthor: boolean;
  likes: number | null;
  /** Answers to this very post, quotes of it among them; null where the answer does not say. */
  answers?: number | null;
  /** How often the links in it were followed, as the forum counts: at most once a day and reader, and not by its author. */
  links?: readonly { url: string; clicks: number }[];
}

export interface LatestPosts {
  /** Newest first, as the forum lists them. Posts that could not be read are counted, not dropped in silence. */
  posts: readonly PostView[];
  unreadable: number;
}

export interface TopicView {
  id: TopicId;
  title: string;
  authorId: MemberId | null;
  categoryId: CategoryId | null;
  isMessage: boolean;
  tags: readonly string[];
  closed: boolean;
  archived: boolean;
  visible: boolean;
  deleted: boolean;
  /** Null where the forum has no plugin that could say. */
  solved: boolean | null;
  /** The places of the posts that are its solution, as far as the forum says. */
  solutions?: readonly number[];
  slowModeSeconds: number;
  /** Whether the reader of this answer may reply. Null for an anonymous reader. */
  canReply: boolean | null;
  /** The posts of this page, oldest first. */
  posts: readonly PostView[];
  /** Every post id of the topic that the reader may see (of the filtered users only, if a filter was asked for), in order. */
  stream: readonly PostId[];
  /** Posts of the reader that wait for a moderator: an answer that was lost may be here. */
  pending: readonly { reviewableId: number; marker: string | null }[];
}

export interface MemberView {
  id: MemberId;
  username: string;
  trustLevel: TrustLevel;
  joinedAt: Date | null;
  lastSeenAt: Date | null;
  lastPostedAt: Date | null;
  /** Opening posts and replies. Null for a reader who is not staff; so are `locale` and `timeZone`. */
  postCount: number | null;
  groups: readonly string[] | null;
  locale: string | null;
  timeZone: string | null;
  /** Null for a reader who is not staff. */
  staged: boolean | null;
  staff: boolean;
  suspendedTill: Date | null;
}

export interface CategoryView {
  id: CategoryId;
  slug: string;
  parentId: CategoryId | null;
  readRestricted: boolean;
}

export interface SiteView {
  categories: readonly CategoryView[];
  /** Names of the groups that the reader may know of; null where the forum does not say. */
  groups: readonly string[] | null;
  /** The same by their numbers, which is what webhooks call them. */
  groupNames?: ReadonlyMap<number, string>;
}
