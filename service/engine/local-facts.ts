import type { Fact } from '../model/fact.ts';

/** What is known at hand, without an API call. An unknown fact excludes no rule here; `decide` asks again. */
export interface LocalFacts {
  /** Slugs of the event's category and of those above it, its own first; from a cached category list. */
  categorySlugs: Fact<readonly string[]>;
  tags: Fact<readonly string[]>;
  /** Public posts of the author ever, this one included. */
  postCount: Fact<number>;
  /** The name of Waypost's account, by which it is called. */
  botName?: string;
  /** Of a liked post: how many have liked it, this like included. */
  likes?: Fact<number>;
  /** Of a group that was joined or left. */
  groupName?: Fact<string>;
}
