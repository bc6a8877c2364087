import type { RefusalText } from './refusal-texts.ts';

/** Why the forum says no; each kind has its own form of answer. */
export type Refusal =
  /** 422 with a list of sentences and no `error_type`. */
  | { kind: 'invalid'; texts: readonly RefusalText[] }
  /** 429; `code` is sent by the limit of the API, not by the limits of a member. */
  | {
      kind: 'too_often';
      text:
        | 'tooManyCalls'
        | 'repliesTooFast'
        | 'topicsTooFast'
        | 'firstDayReplies'
        | 'firstDayTopics'
        | 'messagesOfDay';
      waitMs: number;
      code?: string;
    }
  | { kind: 'bad_key' }
  | { kind: 'forbidden'; text?: 'noWhispers' }
  /** 404; topics answer with a page for people in `extras.html`. */
  | { kind: 'not_found'; withPage?: boolean }
  | { kind: 'read_only' }
  /** 400 for a parameter that cannot be read. */
  | { kind: 'bad_parameter'; name: string };

export class ForumRefusal extends Error {
  override name = 'ForumRefusal';
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super(refusal.kind === 'invalid' ? refusal.texts.map((text) => text.key).join(', ') : refusal.kind);
    this.refusal = refusal;
  }
}
