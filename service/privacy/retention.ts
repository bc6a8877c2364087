/** How long is kept what an operator may keep longer or shorter. */
export interface Retention {
  /** Texts of posts, after the work on them ended. */
  textHours: number;
  /** What a decision was made by, and what an offer said. */
  decisionDays: number;
}

export const defaultRetention: Retention = { textHours: 72, decisionDays: 400 };

/** Days for what no setting changes. The sweeps that forget take their numbers from here, and so does the page that tells. */
export const keptDays = {
  /** Webhooks that could not be read and events that could not be decided: as long as they can be put back at the start. */
  unreadable: 30,
  /** That an unwanted webhook came, without its text; a day longer than equal bytes count as the same delivery. */
  unwanted: 32,
  /** Check numbers of webhooks. */
  checkNumbers: 400,
  /** The forum keeps signals for a month, and gives none of them twice to who goes on where they stopped. */
  signals: 60,
  /** Longer than the longest time that a rule may wait for an answer. */
  openTopics: 90,
  /** Sessions of the dashboard end after a week at the latest. */
  sessions: 7,
  signIns: 1,
  /** What was wrong, once it is over. */
  alerts: 90,
} as const;

/** Until when something is kept. `gone`: until the account is erased. `always`: it names nobody. */
export type KeptUntil = { days: number } | { setting: keyof Retention } | 'gone' | 'named' | 'always';

export interface KeptPart {
  /** Where it lies in Postgres. */
  tables: readonly string[];
  until: KeptUntil;
}

/** Everything that Waypost holds about members. A table that names one and is not here fails a test. */
export const keptParts = {
  account: { tables: ['member'], until: 'gone' },
  stages: { tables: ['stage_change', 'sequence_place'], until: 'gone' },
  posts: { tables: ['post', 'topic'], until: 'gone' },
  openTopics: { tables: ['open_topic'], until: { days: keptDays.openTopics } },
  texts: { tables: ['inbox', 'event'], until: { setting: 'textHours' } },
  unreadable: { tables: ['inbox', 'event'], until: { days: keptDays.unreadable } },
  decisions: { tables: ['decision'], until: { setting: 'decisionDays' } },
  offers: { tables: ['offer', 'reservation'], until: 'gone' },
  offerTexts: { tables: ['offer', 'offer_review', 'reply_fold'], until: { setting: 'decisionDays' } },
  feedback: { tables: ['offer_feedback', 'outcome'], until: 'gone' },
  signals: { tables: ['signal'], until: { days: keptDays.signals } },
  sessions: { tables: ['dashboard_session'], until: { days: keptDays.sessions } },
  changes: { tables: ['change', 'offer_review', 'pause', 'rule_repository'], until: 'named' },
  wish: { tables: ['kept_wish'], until: 'always' },
} as const satisfies Record<string, KeptPart>;

export type KeptPartName = keyof typeof keptParts;

export const keptPartNames = Object.keys(keptParts) as KeptPartName[];
