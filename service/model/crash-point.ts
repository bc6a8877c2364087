/** The moments at which a process can die and something is half done. */
export const crashPoints = [
  'ingest.before-commit',
  'ingest.after-commit',
  'ingest.after-answer',
  'read.before-commit',
  'evaluate.before-commit',
  'evaluate.after-commit',
  'deliver.before-send',
  'deliver.after-send',
] as const;

/** Called at each of those moments. Does nothing, unless a crash test asked for a death there. */
export type CrashPoint = (at: (typeof crashPoints)[number]) => void;
