/** What can go wrong that a person should hear of. */
export type TroubleCode =
  | 'hook_silent'
  | 'work_late'
  | 'no_worker'
  | 'circuit_open'
  | 'key_refused'
  | 'bot_silenced'
  | 'rules_rejected'
  | 'rule_burst'
  | 'rule_unhelpful'
  | 'needs_person'
  | 'signals_lost'
  | 'reviews_waiting';

/** One thing that is wrong at this moment. The same `code` and `subject` are the same trouble for as long as it lasts. */
export interface Trouble {
  code: TroubleCode;
  /** The rule, stage or scope it is about; empty where there is one of its kind. */
  subject: string;
  /** What the sentence about it names: numbers, durations, ids. Never a text of a member. */
  values: Readonly<Record<string, string | number>>;
}

/** What is wrong with the forum itself cannot be told on it. */
const onForumItself: readonly TroubleCode[] = ['circuit_open', 'key_refused', 'bot_silenced'];

export function needsOtherChannel({ code }: Pick<Trouble, 'code'>): boolean {
  return onForumItself.includes(code);
}

export function keyOf({ code, subject }: Pick<Trouble, 'code' | 'subject'>): string {
  return `${code}:${subject}`;
}
