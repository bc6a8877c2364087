import type { CommunityEvent } from '../model/event.ts';
import type { Fact } from '../model/fact.ts';
import type { Member } from '../model/member.ts';
import type { Post, Topic } from '../model/post.ts';
import type { Rulebook } from '../rulebook/rulebook.ts';
import type { ConsideredRule } from './consider.ts';
import type { History } from './history.ts';

/** All that a decision may look at: no clock, no store, no forum. */
export interface DecideInput {
  rulebook: Rulebook;
  event: CommunityEvent;
  member: Member;
  /** The topic of the post that an offer would stand under; null where there is none. */
  topic: Topic | null;
  /** The post that an offer would stand under, where the event brings none of its own. */
  post?: Post | null;
  /** Slugs of the category it happened in, upwards, where it happened in one and in no topic. */
  categorySlugs?: Fact<readonly string[]>;
  considered: readonly ConsideredRule[];
  history: History;
  now: Date;
}

/** The post that an offer would stand under: the event's own, or the one that was read for it. */
export function postUnder({ event, post }: Pick<DecideInput, 'event' | 'post'>): Post | null {
  return 'post' in event && event.post !== null ? event.post : (post ?? null);
}
