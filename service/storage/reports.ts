import type { ForumId, PostId } from '../model/ids.ts';
import type { Db } from './database.ts';
import { createPluginStore } from './plugin-store.ts';
import { type PostAddress, findPost } from './reports/find-post.ts';
import { clock } from './reports/clock.ts';
import { findUnwanted } from './reports/find-unwanted.ts';
import { forumHealth } from './reports/forum-health.ts';
import { lookingBack } from './reports/looking-back.ts';
import { keptPost, keptPosts } from './reports/kept-posts.ts';
import { coming, readCalendars } from './reports/coming.ts';
import { membersByStage } from './reports/members-by-stage.ts';
import { missedSearches } from './reports/missed-searches.ts';
import { needsAPerson } from './reports/needs-a-person.ts';
import { acceptance } from './reports/acceptance.ts';
import { proposedOffers } from './reports/proposed-offers.ts';
import { type OutcomesAbout, outcomeNumbers } from './reports/outcomes.ts';
import { overview } from './reports/overview.ts';
import { postgresSettings } from './reports/postgres-settings.ts';
import { progress } from './reports/progress.ts';
import { type ChangeFilter, changeNames, recentChanges } from './reports/recent-changes.ts';
import { recentDecisions } from './reports/recent-decisions.ts';
import { ruleFile } from './reports/rule-file.ts';
import { rulesActivity } from './reports/rules-activity.ts';
import { type Sight, withoutCare } from './reports/sight.ts';
import { watched } from './reports/watched.ts';
import { week } from './reports/week.ts';
import { storyOfPost } from './reports/story-of-post.ts';

/** What the dashboards, health and the command line read. Care is left out of everything unless the reader may see it. Nothing here changes anything. */
export function createReports(db: Db) {
  return {
    overview: (forum: ForumId, windowHours = 24, sight: Sight = withoutCare) =>
      overview(db, forum, windowHours, sight),
    forumHealth: (forum: ForumId) => forumHealth(db, forum),
    /** Postgres' clock, which judges everything that is due. */
    clock: () => clock(db),
    postgresSettings: () => postgresSettings(db),
    progress: () => progress(db),
    rulesActivity: (forum: ForumId, windowHours = 24 * 7, sight: Sight = withoutCare) =>
      rulesActivity(db, forum, windowHours, sight),
    recentDecisions: (forum: ForumId, limit = 20, sight: Sight = withoutCare) =>
      recentDecisions(db, forum, limit, sight),
    recentChanges: (forum: ForumId, limit = 10, filter: ChangeFilter = {}) =>
      recentChanges(db, forum, { limit, filter }),
    changeNames: (forum: ForumId) => changeNames(db, forum),
    watched: (forum: ForumId) => watched(db, forum),
    week: (forum: ForumId) => week(db, forum),
    lookingBack: (forum: ForumId) => lookingBack(db, forum),
    membersByStage: (forum: ForumId, windowDays = 30) => membersByStage(db, forum, windowDays),
    missedSearches: (forum: ForumId, limit = 30) => missedSearches(db, forum, limit),
    /** What rules wait for by the calendar, and what was told to everybody lately. */
    coming: async (forum: ForumId, limit = 30) => coming(db, forum, { now: await clock(db), limit }),
    calendars: (forum: ForumId) => readCalendars(db, forum),
    refusedGuides: (forum: ForumId) => createPluginStore(db).refusedGuides(forum),
    needsAPerson: (forum: ForumId, limit = 50, sight: Sight = withoutCare) =>
      needsAPerson(db, forum, limit, sight),
    /** Of care what these rules have proposed. */
    proposedOffers: (forum: ForumId, careOf: readonly string[], limit = 50) =>
      proposedOffers(db, forum, { careOf, limit }),
    acceptance: (forum: ForumId, sight: Sight = withoutCare, windowDays = 30) =>
      acceptance(db, forum, { ...sight, windowDays }),
    /** What became of what a rule or a guide was shown for. */
    outcomes: (forum: ForumId, about: OutcomesAbout, sight: Sight = withoutCare) =>
      outcomeNumbers(db, forum, { about, ...sight }),
    findPost: (forum: ForumId, address: PostAddress, sight: Sight = withoutCare) =>
      findPost(db, forum, address, sight),
    findUnwanted: (forum: ForumId, address: PostAddress) => findUnwanted(db, forum, address),
    keptPosts: (forum: ForumId, limit: number) => keptPosts(db, forum, limit),
    keptPost: (forum: ForumId, post: PostId) => keptPost(db, forum, post),
    ruleFile: (version: string, path: string) => ruleFile(db, version, path),
    storyOfPost: (forum: ForumId, post: PostId, sight: Sight = withoutCare) =>
      storyOfPost(db, forum, post, sight),
  };
}

export type Reports = ReturnType<typeof createReports>;
