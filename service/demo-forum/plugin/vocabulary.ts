/** The words of contract version 1, as `plugin/CONTRACT.md` names them. */
export const channels = ['card', 'banner', 'reply', 'message', 'whisper'] as const;
export type Channel = (typeof channels)[number];

/** Channels that a member can switch off; a whisper is for staff. */
export const memberChannels = ['card', 'reply', 'message', 'banner'] as const;

export const kinds = ['help', 'celebrate', 'announce', 'promote', 'care'] as const;
export type Kind = (typeof kinds)[number];

export const forms = ['microguide', 'checklist', 'steps'] as const;
export type Form = (typeof forms)[number];

export const snoozeDays = [1, 7, 30] as const;
export type SnoozeDays = (typeof snoozeDays)[number];

export const limitsOfContract = {
  facts_ids: 100,
  signals: 500,
  resources: 1000,
  raw: 4000,
  post_raw: 32_000,
  steps: 20,
} as const;
