/** How much a member stops: the same rule, this kind of help, this topic, everything for four weeks, or everything. */
export const stopScopes = ['rule', 'kind', 'topic', 'weeks', 'all'] as const;
export type StopScope = (typeof stopScopes)[number];
