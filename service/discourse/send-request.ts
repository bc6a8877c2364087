import { DiscourseError } from './discourse-error.ts';
import type { DiscourseErrorCode } from './discourse-error.ts';
import { didNotLeave } from './did-not-leave.ts';

export interface HttpRequest {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  url: string;
  /** For messages: the path without ids. */
  route: string;
  headers: Readonly<Record<string, string>>;
  /** A text, or bytes of a form with files. */
  body: string | Uint8Array<ArrayBuffer> | null;
  deadlineMs: number;
  maxAnswerBytes: number;
  signal: AbortSignal | undefined;
}

export interface HttpAnswer {
  status: number;
  headers: Headers;
  text: string;
}

export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/**
 * Sends once, follows nothing, reads at most `maxAnswerBytes` within `deadlineMs`, body included.
 * Any answer at all is returned; without one it throws a DiscourseError that tells "did not leave" from "may have arrived".
 */
export async function sendRequest(fetch: Fetch, request: HttpRequest): Promise<HttpAnswer> {
  const deadline = AbortSignal.timeout(request.deadlineMs);
  const signal = request.signal === undefined ? deadline : AbortSignal.any([deadline, request.signal]);
  let status: number | null = null;
  try {
    const response = await fetch(request.url, {
      method: request.method,
      headers: request.headers,
      body: request.body,
      redirect: 'manual',
      signal,
    });
    status = response.status;
    const text = await readText(response, request.maxAnswerBytes);
    if (text === null) throw noAnswer(request, 'answer_too_large', status);
    return { status, headers: response.headers, text };
  } catch (cause) {
    if (cause instanceof DiscourseError) throw cause;
    if (request.signal?.aborted) throw noAnswer(request, 'cancelled', status, cause);
    if (deadline.aborted) throw noAnswer(request, 'timed_out', status, cause);
    throw noAnswer(request, didNotLeave(cause) ? 'not_connected' : 'connection_lost', status, cause);
  }
}

/** Null when there is more than `maxBytes` of it. */
async function readText(response: Response, maxBytes: number): Promise<string | null> {
  const body: ReadableStream<Uint8Array> | null = response.body;
  if (body === null) return '';
  const decoder = new TextDecoder();
  let read = 0;
  let text = '';
  for await (const chunk of body) {
    read += chunk.byteLength;
    if (read > maxBytes) return null;
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

function noAnswer(
  request: HttpRequest,
  code: DiscourseErrorCode,
  status: number | null,
  cause?: unknown,
): DiscourseError {
  // Reading, and writing the same bytes over a post, may be repeated; a new post may not.
  const isRepeatable = request.method === 'GET' || request.method === 'PUT';
  const retry = isRepeatable || code === 'not_connected' ? 'later' : 'ambiguous';
  const fields = {
    code,
    retry,
    retryAfterMs: null,
    status,
    errorType: null,
    route: request.route,
    pausesForum: false,
  } as const;
  return new DiscourseError(fields, cause === undefined ? undefined : { cause });
}
