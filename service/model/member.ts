import type { Fact } from './fact.ts';
import type { ForumId, MemberId, RuleId, StageId, TopicId } from './ids.ts';
import type { Preferences } from './plugin.ts';

export type TrustLevel = 0 | 1 | 2 | 3 | 4;

/** A forum account with its facts and its life-cycle stage. */
export interface Member {
  forum: ForumId;
  id: MemberId;
  username: string;
  trustLevel: Fact<TrustLevel>;
  joinedAt: Fact<Date>;
  lastSeenAt: Fact<Date>;
  /** Time of the newest post before the event that is being decided. */
  lastPostedAt: Fact<Date>;
  /** Public posts ever written, the one being decided included. Unknown unless all of the member's history was seen. */
  postCount: Fact<number>;
  groups: Fact<readonly string[]>;
  locale: Fact<string>;
  /** IANA name such as `Europe/Berlin`. */
  timeZone: Fact<string>;
  /** What they have set in the forum itself. Unknown where no plugin is there to ask; then `Consent` alone says no. */
  preferences: Fact<Preferences>;
  stage: Fact<StageId>;
  /** When the present stage was entered. */
  stageSince: Fact<Date>;
}

/** What a member has declined; the strictest of all places that say so. */
export type Consent =
  | { state: 'open' }
  | { state: 'declined'; scope: 'all'; since: Date }
  | { state: 'declined'; scope: 'kinds'; kinds: readonly string[]; since: Date }
  | {
      state: 'declined';
      scope: 'some';
      kinds: readonly string[];
      rules: readonly RuleId[];
      topics: readonly TopicId[];
      /** Nothing at all until then; null: no such pause. */
      until: Date | null;
      since: Date;
    };
