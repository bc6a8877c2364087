import { readClock } from '../storage/clock.ts';
import type { Db } from '../storage/database.ts';
import { createCalendarStore } from '../storage/calendar-store.ts';
import { createDateStore } from '../storage/date-store.ts';
import { createAlertStore } from '../storage/alert-store.ts';
import { createDecisionStore } from '../storage/decision-store.ts';
import { createEventStore } from '../storage/event-store.ts';
import { createForgetting } from '../storage/forgetting.ts';
import { createForumStore } from '../storage/forum-store.ts';
import { createInboxStore } from '../storage/inbox-store.ts';
import { createLedger } from '../storage/ledger.ts';
import { createLifecycleStore } from '../storage/lifecycle-store.ts';
import { createMemberStore } from '../storage/members/member-store.ts';
import { createOfferStore } from '../storage/offers/offer-store.ts';
import { createOutboxCursor } from '../storage/outbox-cursor.ts';
import { createOutcomeStore } from '../storage/outcomes/outcome-store.ts';
import { createPluginStore } from '../storage/plugin-store.ts';
import { createOpenTopicStore } from '../storage/open-topic-store.ts';
import { createPostStore } from '../storage/post-store.ts';
import { createReplyFoldStore } from '../storage/reply-fold-store.ts';
import { createReports } from '../storage/reports.ts';
import { createReviewStore } from '../storage/offers/review-store.ts';
import { createRuleRepositoryStore } from '../storage/rule-repository-store.ts';
import { createRuleStore } from '../storage/rule-store.ts';
import { createSignalStore } from '../storage/signal-store.ts';
import { createSequenceStore } from '../storage/sequence-store.ts';
import { createSessionStore } from '../storage/session-store.ts';
import { createWorkerStore } from '../storage/worker-store.ts';

/** Every store over one database, and its clock. */
export function createStores(db: Db) {
  const posts = createPostStore(db);
  const members = createMemberStore(db);
  const openTopics = createOpenTopicStore(db);
  return {
    db,
    posts,
    members,
    lifecycle: createLifecycleStore(db),
    signals: createSignalStore(),
    outbox: createOutboxCursor(db),
    inbox: createInboxStore(db),
    events: createEventStore(db),
    decisions: createDecisionStore(),
    offers: createOfferStore(db),
    outcomes: createOutcomeStore(db),
    folds: createReplyFoldStore(db),
    forums: createForumStore(db),
    plugins: createPluginStore(db),
    reviews: createReviewStore(db),
    rules: createRuleStore(db),
    ruleRepository: createRuleRepositoryStore(db),
    alerts: createAlertStore(db),
    forgetting: createForgetting(db),
    workers: createWorkerStore(db),
    sequences: createSequenceStore(),
    dates: createDateStore(),
    calendars: createCalendarStore(db),
    sessions: createSessionStore(db),
    reports: createReports(db),
    openTopics,
    ledger: createLedger({ posts, members, openTopics }),
    clock: readClock,
  };
}

export type Stores = ReturnType<typeof createStores>;
