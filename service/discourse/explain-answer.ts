import { z } from 'zod';
import { DiscourseError } from './discourse-error.ts';
import type { DiscourseErrorCode, Retry } from './discourse-error.ts';
import type { HttpAnswer, HttpRequest } from './send-request.ts';
import { answerLimits, parseJson } from './wire/parse-json.ts';

type Explained = { code: DiscourseErrorCode; retry: Retry; pausesForum?: true };

/**
 * The DiscourseError that an answer amounts to, or null when it is 2xx. Looks at status and `error_type` only: texts
 * are in the bot's language, and one text means several things.
 */
export function explainAnswer(
  request: Pick<HttpRequest, 'method' | 'route'>,
  answer: HttpAnswer,
): DiscourseError | null {
  const { status } = answer;
  if (status >= 200 && status < 300) return null;
  const told = readErrorBody(answer.text);
  const explained = explainStatus(request.method, status, told.errorType);
  return new DiscourseError({
    code: explained.code,
    retry: explained.retry,
    retryAfterMs: readRetryAfterMs(answer, told.waitSeconds) ?? defaultWaitMs[explained.code] ?? null,
    status,
    errorType: told.errorType,
    route: request.route,
    pausesForum: explained.pausesForum ?? false,
  });
}

/** A 429 without a code header comes from the limits on writing, which concern the bot's account alone. */
export function whoseLimit(
  request: Pick<HttpRequest, 'method'>,
  answer: HttpAnswer,
): 'site' | 'posts' | null {
  if (answer.status !== 429) return null;
  const isSite = request.method === 'GET' || answer.headers.has('discourse-rate-limit-error-code');
  return isSite ? 'site' : 'posts';
}

const defaultWaitMs: Partial<Record<DiscourseErrorCode, number>> = {
  rate_limited: 30_000,
  read_only: 60_000,
};

const byStatus: Readonly<Record<number, Explained>> = {
  400: { code: 'bad_request', retry: 'never' },
  401: { code: 'unauthorised', retry: 'later', pausesForum: true },
  403: { code: 'not_allowed', retry: 'never' },
  404: { code: 'not_found', retry: 'never' },
  409: { code: 'conflict', retry: 'never' },
  410: { code: 'gone', retry: 'never' },
  422: { code: 'rejected', retry: 'never' },
  429: { code: 'rate_limited', retry: 'later' },
};

function explainStatus(method: HttpRequest['method'], status: number, errorType: string | null): Explained {
  const exact = byStatus[status];
  if (exact !== undefined) return exact;
  // Nothing was written, and nothing is lost: the forum has moved, or the address is wrong.
  if (status < 400) return { code: 'redirected', retry: 'later', pausesForum: true };
  // A proxy that gave up waiting for the request; what the forum saw of it is unknown.
  if (status === 408) return { code: 'server_error', retry: isRepeatable(method) ? 'later' : 'ambiguous' };
  if (status < 500) return { code: 'bad_request', retry: 'never' };
  if (status === 503 && errorType === 'read_only') return { code: 'read_only', retry: 'later' };
  return { code: 'server_error', retry: isRepeatable(method) ? 'later' : 'ambiguous' };
}

function isRepeatable(method: HttpRequest['method']): boolean {
  return method === 'GET' || method === 'PUT';
}

const errorFields = z.object({
  error_type: z.string().nullish().catch(null),
  extras: z
    .object({ wait_seconds: z.number().nonnegative().nullish().catch(null) })
    .nullish()
    .catch(null),
});

/** Errors come as JSON, plain text, HTML or nothing. */
function readErrorBody(text: string): { errorType: string | null; waitSeconds: number | null } {
  const parsed = parseJson(text, answerLimits);
  const read = errorFields.safeParse(parsed.readable ? parsed.value : null);
  if (!read.success) return { errorType: null, waitSeconds: null };
  return { errorType: read.data.error_type ?? null, waitSeconds: read.data.extras?.wait_seconds ?? null };
}

const A_DAY_MS = 24 * 60 * 60 * 1000;

function readRetryAfterMs(answer: HttpAnswer, waitSeconds: number | null): number | null {
  const header = answer.headers.get('retry-after');
  const seconds = header !== null && /^\d{1,9}$/.test(header.trim()) ? Number(header) : waitSeconds;
  return seconds === null ? null : Math.min(A_DAY_MS, Math.ceil(seconds * 1000));
}
