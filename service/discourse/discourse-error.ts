export type DiscourseErrorCode =
  | 'not_allowed'
  | 'not_found'
  | 'gone'
  | 'rejected'
  | 'conflict'
  | 'bad_request'
  | 'rate_limited'
  | 'read_only'
  | 'server_error'
  /** 2xx, but not JSON: a page of a proxy, for example. */
  | 'unreadable_answer'
  /** JSON, but not what this call answers. */
  | 'unexpected_answer'
  | 'answer_too_large'
  | 'timed_out'
  | 'connection_lost'
  | 'not_connected'
  | 'redirected'
  | 'unauthorised'
  | 'cancelled'
  | 'no_share'
  | 'circuit_open';

/**
 * What may be done after a failed call. `never`: the same call will fail again. `later`: it was not carried out, or
 * repeating it is harmless. `ambiguous`: it may have been carried out; look before asking again.
 */
export type Retry = 'never' | 'later' | 'ambiguous';

export interface DiscourseErrorFields {
  code: DiscourseErrorCode;
  retry: Retry;
  /** The forum's own wish, or ours; null when nobody named one. */
  retryAfterMs: number | null;
  /** Null when no answer came. */
  status: number | null;
  /** Discourse's `error_type`; most 422s have none. */
  errorType: string | null;
  /** `POST /posts.json`; ids are left out. */
  route: string;
  /** The site is not as it was configured (moved, key revoked): sending to it must stop until a person has looked. */
  pausesForum: boolean;
}

/** A call to the forum that did not succeed. Act on the fields; the forum's texts are in the language of the bot. */
export class DiscourseError extends Error implements DiscourseErrorFields {
  override name = 'DiscourseError';
  readonly code: DiscourseErrorCode;
  readonly retry: Retry;
  readonly retryAfterMs: number | null;
  readonly status: number | null;
  readonly errorType: string | null;
  readonly route: string;
  readonly pausesForum: boolean;

  constructor(fields: DiscourseErrorFields, options?: { cause?: unknown }) {
    super(describe(fields), options);
    this.code = fields.code;
    this.retry = fields.retry;
    this.retryAfterMs = fields.retryAfterMs;
    this.status = fields.status;
    this.errorType = fields.errorType;
    this.route = fields.route;
    this.pausesForum = fields.pausesForum;
  }
}

/** What Discourse itself says to a reader without a key; a 403 of a proxy or a blocker has no such type. */
export function isClosedToGuests({ status, errorType }: DiscourseErrorFields): boolean {
  return status === 403 && (errorType === 'not_logged_in' || errorType === 'invalid_access');
}

function describe({ code, route, status, errorType }: DiscourseErrorFields): string {
  const answer = status === null ? 'no answer' : `status ${status}`;
  const type = errorType === null ? '' : `, ${errorType}`;
  return `${route}: ${code} (${answer}${type})`;
}
