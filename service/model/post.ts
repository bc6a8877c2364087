import type { Fact } from './fact.ts';
import type { CategoryId, ForumId, MemberId, PostId, TopicId } from './ids.ts';

/** A public, regular post as its event described it. */
export interface Post {
  id: PostId;
  topicId: TopicId;
  /** 1 is the opening post of its topic. */
  number: number;
  authorId: MemberId;
  authorName: string;
  title: string;
  /** Markdown, as the member typed it. */
  raw: string;
  categoryId: CategoryId;
  replyToNumber: number | null;
  createdAt: Date;
  updatedAt: Date;
  version: number;
}

/** The topic a post is in, as it is at the moment of deciding or of sending. */
export interface Topic {
  forum: ForumId;
  id: TopicId;
  title: string;
  categoryId: CategoryId;
  /** Slugs of the category and of those above it, its own first. */
  categorySlugs: Fact<readonly string[]>;
  /** Whether everybody, signed in or not, can read the category. */
  isPublic: Fact<boolean>;
  tags: Fact<readonly string[]>;
  closed: Fact<boolean>;
  archived: Fact<boolean>;
  deleted: Fact<boolean>;
  solved: Fact<boolean>;
  /** Visible regular posts by anybody, oldest first, the deciding post included. Bots are marked. */
  replies: Fact<readonly TopicReply[]>;
}

export interface TopicReply {
  postId: PostId;
  number: number;
  authorId: MemberId;
  authorName: string;
  isBot: boolean;
  createdAt: Date;
}
