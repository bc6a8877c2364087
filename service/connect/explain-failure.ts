import type { DiscourseError } from '../discourse/discourse-error.ts';
import type { ConnectTrouble } from './trouble.ts';

/** What a forum's answer, or its silence, means to whoever wants to connect it. */
export function explainFailure(forumUrl: string, error: DiscourseError): ConnectTrouble {
  const { code, status, cause, route } = error;
  if (notThere.has(code)) return { code: 'does_not_answer', forumUrl, why: code };
  if (code === 'redirected') return { code: 'redirected', forumUrl, status };
  if (code === 'unreadable_answer' || code === 'unexpected_answer')
    return { code: 'no_discourse', forumUrl, route };
  const words = cause instanceof Error ? cause.message : null;
  const why = `${code}${status === null ? '' : `, ${status}`}`;
  return { code: 'call_refused', forumUrl, route, why, words };
}

const notThere: ReadonlySet<string> = new Set(['not_connected', 'connection_lost', 'timed_out']);
