import type { Contact } from './care/contacts.ts';
import type { Situation } from './resources/resource.ts';
import type { Rate } from './language/rate.ts';

/** What `site.yml` says about the whole forum. */
export interface Site {
  /** The language of resources without a language in their name, and of members we know nothing of. */
  locale: string;
  languages: readonly string[];
  /** IANA name; where a member's own zone is not known. */
  timeZone: string;
  /** Who speaks, as members read it, by language: "Waypost, the guide of this forum". Read it with `voiceIn`. */
  voice: ReadonlyMap<string, string>;
  caps: {
    member: Rate;
    memberSpacingMs: number;
    forum: Rate;
    /** For rules which name no limit of their own. */
    memberRule: Rate;
    topic: number;
    /** Private messages, over the whole forum. */
    messages: Rate;
  };
  /** Wall-clock hours, 0 to 24, in the member's own zone; null: no quiet hours. */
  quietHours: { fromMinute: number; toMinute: number } | null;
  /** Slugs of categories to act in although not everybody can read them. */
  privateCategories: readonly string[];
  /** Slugs of categories, and tags, that are there for questions: every topic in them asks. */
  questions: { categories: readonly string[]; tags: readonly string[] };
  /** Slugs of categories never to act in. */
  ignoreCategories: readonly string[];
  /** Other bots, lower case: their posts trigger nothing and count as nobody's answer. */
  ignoreMembers: readonly string[];
  /** Words and phrases that tell of a mood; a guide may have a wording of its own for it. */
  situations: ReadonlyMap<Situation, readonly string[]>;
  /** Addresses of calendars in the ICS format, by the name that rules use. */
  calendars: ReadonlyMap<string, string>;
  /** Words that no guide may use, and why. */
  avoid: readonly { words: readonly string[]; because: string }[];
  /** Words that, alone in an answer to the bot, mean stop; by language, the first is the one we teach. */
  stopWords: ReadonlyMap<string, readonly string[]>;
  /** How proposed offers are decided. */
  review: {
    /** Null: as long as the offer is fresh. */
    decideWithinMs: number | null;
    /** The staff's topic that is told of what waits; null: none is. */
    topic: number | null;
    everyMs: number;
  };
  care: {
    /** Accounts that see and send care, lower case, where a rule names none of its own. */
    approvers: readonly string[];
    /** Whom a member in need can reach outside the forum, by language. */
    contacts: ReadonlyMap<string, readonly Contact[]>;
  };
}
