import { DiscourseError } from './discourse-error.ts';
import { explainAnswer } from './explain-answer.ts';
import { sendRequest } from './send-request.ts';
import type { Fetch, HttpAnswer, HttpRequest } from './send-request.ts';
import { readSentences } from './wire/admin.ts';
import { answerLimits, parseJson } from './wire/parse-json.ts';

export interface AdminCallerDeps {
  baseUrl: string;
  apiKey: string;
  /** Null for a key that is bound to one administrator. */
  apiUsername: string | null;
  fetch?: Fetch;
  wait(ms: number): Promise<void>;
  deadlineMs?: number;
}

export interface AdminCall<Result> {
  method: HttpRequest['method'];
  path: string;
  body?: Readonly<Record<string, unknown>> | FormData;
  read: (answer: HttpAnswer, request: HttpRequest) => Result;
}

const tries = 4;
const longestWaitMs = 65_000;

/** One call of an administrator, tried again while the forum says "too often". Throws DiscourseError only. */
export function createAdminCaller(deps: AdminCallerDeps) {
  const base = deps.baseUrl.replace(/\/+$/, '');

  async function call<Result>({ method, path, body, read }: AdminCall<Result>): Promise<Result> {
    const form = body instanceof FormData ? new Response(body) : null;
    const request: HttpRequest = {
      method,
      url: `${base}${path}`,
      route: `${method} ${path.replaceAll(/\d+/g, '{id}').replace(/\?.*$/, '')}`,
      headers: {
        accept: 'application/json',
        'user-agent': 'Waypost',
        'api-key': deps.apiKey,
        ...(deps.apiUsername === null ? {} : { 'api-username': deps.apiUsername }),
        ...(form === null ? {} : { 'content-type': form.headers.get('content-type') ?? '' }),
        ...(body === undefined || form ? {} : { 'content-type': 'application/json' }),
      },
      body: form ? new Uint8Array(await form.arrayBuffer()) : asText(body),
      deadlineMs: deps.deadlineMs ?? 30_000,
      maxAnswerBytes: 20 * 1024 * 1024,
      signal: undefined,
    };
    for (let attempt = 1; ; attempt += 1) {
      const answer = await sendRequest(deps.fetch ?? globalThis.fetch, request);
      const error = explainAnswer(request, answer);
      if (error === null) return read(answer, request);
      // Refused before anything was done: all keys of a site share sixty calls a minute.
      if (error.code !== 'rate_limited' || attempt === tries) throw inForumsWords(error, answer);
      await deps.wait(Math.min(longestWaitMs, error.retryAfterMs ?? 10_000));
    }
  }

  return call;
}

function asText(body: AdminCall<unknown>['body']): string | null {
  return body === undefined ? null : JSON.stringify(body);
}

/** An administrator may read why: the sentences become the cause. */
function inForumsWords(error: DiscourseError, answer: HttpAnswer): DiscourseError {
  const parsed = parseJson(answer.text, answerLimits);
  const sentences = readSentences(parsed.readable ? parsed.value : null);
  if (sentences === null) return error;
  const { code, retry, retryAfterMs, status, errorType, route, pausesForum } = error;
  const fields = { code, retry, retryAfterMs, status, errorType, route, pausesForum };
  return new DiscourseError(fields, { cause: new Error(sentences) });
}
