/**
 * One thing that doctor looked at. `bad` keeps Waypost from doing its work, or endangers somebody; `warning` does so under
 * circumstances; `not checked` is no reproach.
 */
export interface Finding {
  about: Subject;
  state: 'good' | 'warning' | 'bad' | 'not checked';
  what: string;
  /** Why it matters, and what to do; empty where all is well. */
  why: string;
  todo: string;
}

export const subjects = [
  'forum',
  'key',
  'bot',
  'webhook',
  'topics',
  'rules',
  'postgres',
  'queue',
  'disk',
  'clock',
] as const;
export type Subject = (typeof subjects)[number];

/** Makes findings about one subject. */
export function findingsAbout(about: Subject) {
  return {
    good: (what: string): Finding => ({ about, state: 'good', what, why: '', todo: '' }),
    warning: (what: string, why: string, todo: string): Finding => ({
      about,
      state: 'warning',
      what,
      why,
      todo,
    }),
    bad: (what: string, why: string, todo: string): Finding => ({ about, state: 'bad', what, why, todo }),
    notChecked: (what: string, todo = ''): Finding => ({ about, state: 'not checked', what, why: '', todo }),
  };
}

/** Whether all is well enough to go on: a warning alone is. */
export function isWell(findings: readonly Finding[]): boolean {
  return findings.every(({ state }) => state !== 'bad');
}
