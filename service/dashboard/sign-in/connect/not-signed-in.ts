/** Why an answer of the forum opened no session. */
export type NotSignedIn =
  | { kind: 'forged' }
  | { kind: 'unreadable' }
  /** Begun in another browser, at another address of ours, or more than ten minutes ago. */
  | { kind: 'not_begun_here' }
  | { kind: 'used' }
  /** All is in order, but no group of theirs may come in. */
  | { kind: 'no_role'; who: string };
