import type { ApiShare, Slot } from './api-share.ts';
import type { CircuitReport } from './circuit.ts';
import { DiscourseError } from './discourse-error.ts';
import type { DiscourseErrorCode } from './discourse-error.ts';
import { explainAnswer, whoseLimit } from './explain-answer.ts';
import { sendRequest } from './send-request.ts';
import type { Fetch, HttpAnswer, HttpRequest } from './send-request.ts';
import type { CallKind, CallOutcome, Priority } from './share-ledger.ts';
import type { TopicId } from '../model/ids.ts';
import { answerLimits, parseJson } from './wire/parse-json.ts';
import { readTopicAddress } from './wire/read-topic-address.ts';

/** Constant for ever: Discourse tells a repeated post by parameters, address and this. */
const USER_AGENT = 'Waypost';
const DEADLINE_MS = 30_000;
const MAX_ANSWER_BYTES = 10 * 1024 * 1024;
/** So many answers 403 in a row are worth asking whether the key still works. */
const REFUSALS_TO_DOUBT_THE_KEY = 3;

/** What every call takes besides its own arguments. */
export interface CallOptions {
  /** Each call has a sensible one of its own. */
  priority?: Priority;
  signal?: AbortSignal;
  /** How long to wait for a turn in the forum's API share; default 20 s. */
  maxWaitMs?: number;
  /** Asked when the turn has come, right before the request leaves. False: nothing is sent, and the call ends as `cancelled`. */
  onTurn?: () => Promise<boolean>;
}

export interface CallerDeps {
  /** May have a path: `https://example.org/forum`. */
  baseUrl: string;
  apiKey: string;
  apiUsername: string;
  share: ApiShare;
  /** Told when the forum has moved or refuses the key, whoever met it: nobody should call until a person has looked. */
  onShutOut?: (error: DiscourseError) => Promise<void>;
  fetch?: Fetch;
  /** For a whole call, reading the answer included. Shorter than any lease. */
  deadlineMs?: number;
  maxAnswerBytes?: number;
}

export interface ForumCall<Result> {
  method: HttpRequest['method'];
  path: string;
  /** The path without ids, where it has any. */
  route?: string;
  query?: Readonly<Record<string, string | undefined>>;
  /** A text is JSON already, and sent as it is. */
  body?: Readonly<Record<string, unknown>> | string;
  kind?: CallKind;
  priority: Priority;
  /** What the forum limits besides its API and the pace of all posts: such an answer stops this call alone. */
  hasOwnLimits?: boolean;
  /** Without the key, outside the share. */
  anonymous?: boolean;
  /** Statuses outside 2xx that `read` understands: an answer of this call, not a failure. */
  alsoAnswers?: readonly number[];
  read: (answer: HttpAnswer, request: HttpRequest) => Result;
  options: CallOptions | undefined;
}

/** One call from waiting for a turn to a typed result; throws DiscourseError only. */
export function createCaller(deps: CallerDeps) {
  const { share, fetch = globalThis.fetch } = deps;
  const base = deps.baseUrl.replace(/\/+$/, '');

  async function callForum<Result>(call: ForumCall<Result>): Promise<Result> {
    const request = asRequest(call);
    const slot = await takeSlot(call);
    let outcome: CallOutcome = { status: null, retryAfterMs: null, limit: null };
    let report: CircuitReport = 'no_verdict';
    try {
      if (call.options?.onTurn && !(await call.options.onTurn())) throw calledOff(request);
      const answer = await sendRequest(fetch, request);
      const isAnswer = call.alsoAnswers?.includes(answer.status) === true;
      const error = isAnswer ? null : explainAnswer(request, answer);
      outcome = {
        status: answer.status,
        retryAfterMs: error?.retryAfterMs ?? null,
        limit: limitOf(call, whoseLimit(request, answer)),
      };
      if (error !== null) throw error;
      const result = call.read(answer, request);
      report = call.anonymous === true ? 'reached' : 'answered';
      return result;
    } catch (error) {
      if (!(error instanceof DiscourseError)) throw error;
      report = verdicts[error.code] ?? 'answered';
      if (call.anonymous === true && (report === 'refused' || report === 'answered')) report = 'reached';
      throw error;
    } finally {
      await finishQuietly(slot, outcome, report);
    }
  }

  function takeSlot({
    anonymous,
    priority,
    kind = 'call',
    options = {},
  }: ForumCall<unknown>): Promise<Slot> | Slot {
    if (anonymous === true) return share.takeUncounted();
    const { signal, maxWaitMs } = options;
    return share.take(options.priority ?? priority, { kind, signal, maxWaitMs });
  }

  function asRequest(call: ForumCall<unknown>): HttpRequest {
    const query = new URLSearchParams();
    for (const [name, value] of Object.entries(call.query ?? {}))
      if (value !== undefined) query.set(name, value);
    const search = query.size === 0 ? '' : `?${query.toString()}`;
    const key = { 'api-key': deps.apiKey, 'api-username': deps.apiUsername };
    return {
      method: call.method,
      url: `${base}${call.path}${search}`,
      route: `${call.method} ${call.route ?? call.path}`,
      headers: {
        accept: 'application/json',
        'user-agent': USER_AGENT,
        ...(call.anonymous === true ? {} : key),
        ...(call.body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      body: asText(call.body),
      deadlineMs: deps.deadlineMs ?? DEADLINE_MS,
      maxAnswerBytes: deps.maxAnswerBytes ?? MAX_ANSWER_BYTES,
      signal: call.options?.signal,
    };
  }

  async function call<Result>(wanted: ForumCall<Result>): Promise<Result> {
    try {
      return await callWithDoubts(wanted);
    } catch (error) {
      const isShutOut = error instanceof DiscourseError && error.pausesForum && wanted.anonymous !== true;
      if (isShutOut) await deps.onShutOut?.(error);
      throw error;
    }
  }

  /** Three refusals may be three closed doors, or a dead key: the one question that every living key may ask tells. */
  async function callWithDoubts<Result>(wanted: ForumCall<Result>): Promise<Result> {
    try {
      return await callForum(wanted);
    } catch (error) {
      const isDoubtful = error instanceof DiscourseError && error.status === 403 && wanted.anonymous !== true;
      if (!isDoubtful || share.health().circuit.refusalsInARow < REFUSALS_TO_DOUBT_THE_KEY) throw error;
      if (!(await isKeyDead())) throw error;
      const { code, retryAfterMs, status, errorType, route } = error;
      throw new DiscourseError(
        { code, retry: 'later', retryAfterMs, status, errorType, route, pausesForum: true },
        { cause: error },
      );
    }
  }

  async function isKeyDead(): Promise<boolean> {
    try {
      await callForum({
        method: 'GET',
        path: '/session/scopes.json',
        priority: 'deliver',
        read: () => undefined,
        options: undefined,
      });
    } catch (error) {
      // No answer proves nothing; the next refusal asks again.
      if (error instanceof DiscourseError && error.status === 403) return true;
      if (!(error instanceof DiscourseError) || error.status !== 404) return false;
    }
    share.forgetRefusals();
    return false;
  }

  return call;
}

function limitOf({ hasOwnLimits }: ForumCall<unknown>, whose: CallOutcome['limit']): CallOutcome['limit'] {
  return hasOwnLimits === true && whose === 'posts' ? null : whose;
}

function asText(body: ForumCall<unknown>['body']): string | null {
  if (body === undefined) return null;
  return typeof body === 'string' ? body : JSON.stringify(body);
}

function calledOff({ route }: HttpRequest): DiscourseError {
  return new DiscourseError({
    code: 'cancelled',
    retry: 'later',
    retryAfterMs: null,
    status: null,
    errorType: null,
    route,
    pausesForum: false,
  });
}

/** What each failure says of the forum's health; those not named here are answers. */
const verdicts: Partial<Record<DiscourseErrorCode, CircuitReport>> = {
  not_allowed: 'refused',
  rate_limited: 'no_verdict',
  read_only: 'no_verdict',
  cancelled: 'no_verdict',
  // Whoever answers there, it is not the forum.
  redirected: 'failed',
  server_error: 'failed',
  unreadable_answer: 'failed',
  timed_out: 'failed',
  connection_lost: 'failed',
  not_connected: 'failed',
};

/** Reads an answer that must be JSON, and of the shape that `reader` expects. */
export function asJson<Result>(reader: (json: unknown) => Result) {
  return (answer: HttpAnswer, request: HttpRequest): Result => {
    const parsed = parseJson(answer.text, answerLimits);
    if (!parsed.readable)
      throw notUnderstood(request, answer, { code: 'unreadable_answer', cause: parsed.why });
    try {
      return reader(parsed.value);
    } catch (cause) {
      throw notUnderstood(request, answer, { code: 'unexpected_answer', cause });
    }
  };
}

/** Reads where a name outside the forum leads; a redirection elsewhere means that the forum has moved. */
export function asTopicAddress({ status, headers }: HttpAnswer, { route }: HttpRequest): TopicId {
  try {
    return readTopicAddress(headers.get('location'));
  } catch (cause) {
    throw new DiscourseError(
      {
        code: 'redirected',
        retry: 'later',
        retryAfterMs: null,
        status,
        errorType: null,
        route,
        pausesForum: true,
      },
      { cause },
    );
  }
}

function notUnderstood(
  { method, route }: HttpRequest,
  { status }: HttpAnswer,
  { code, cause }: { code: DiscourseErrorCode; cause: unknown },
): DiscourseError {
  // A new post may be there behind an answer that nobody can read.
  const retry = method === 'POST' ? 'ambiguous' : 'later';
  return new DiscourseError(
    { code, retry, retryAfterMs: null, status, errorType: null, route, pausesForum: false },
    { cause },
  );
}

/** A ledger that cannot be told frees the slot by itself; what the forum answered must not be lost over it. */
async function finishQuietly(slot: Slot, outcome: CallOutcome, report: CircuitReport): Promise<void> {
  try {
    await slot.finish(outcome, report);
  } catch {
    // The slot counts as used until it is abandoned: late, never too fast.
  }
}
