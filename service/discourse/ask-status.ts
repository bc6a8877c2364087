import { DiscourseError } from './discourse-error.ts';
import { type Fetch, sendRequest } from './send-request.ts';

/** What the forum's own address answered, to anybody. */
export interface StatusAnswer {
  status: number;
  /** The forum's clock beside ours, the way there and back taken into account; null: it did not say. */
  clockAheadMs: number | null;
  ms: number;
}

/** `GET /srv/status`, which every Discourse answers and no key is needed for. @throws DiscourseError where no answer comes */
export async function askStatus(
  baseUrl: string,
  { deadlineMs, fetch = globalThis.fetch }: { deadlineMs: number; fetch?: Fetch },
): Promise<StatusAnswer> {
  const before = Date.now();
  const answer = await sendRequest(fetch, {
    method: 'GET',
    url: `${baseUrl.replace(/\/+$/, '')}/srv/status`,
    route: 'GET /srv/status',
    headers: { accept: 'text/plain', 'user-agent': 'Waypost' },
    body: null,
    deadlineMs,
    maxAnswerBytes: 1024 * 1024,
    signal: undefined,
  });
  const after = Date.now();
  const said = Date.parse(answer.headers.get('date') ?? '');
  // The header has whole seconds: half of one is the best guess.
  const clockAheadMs = Number.isNaN(said) ? null : said + 500 - (before + after) / 2;
  return { status: answer.status, clockAheadMs, ms: after - before };
}

/** Why no answer came. */
export function codeOf(error: unknown): string {
  if (error instanceof DiscourseError) return error.code;
  throw error;
}
