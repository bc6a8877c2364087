import { hash } from 'node:crypto';
import type { Interpretation } from '../../discourse/wire.ts';
import type { OutsideEvent } from '../../model/happening.ts';
import type { ForumId } from '../../model/ids.ts';

/** How the inbox calls them; no event of a forum can have this name, theirs have no dot. */
export const outsideEventName = 'outside.event';

const typeForm = /^[a-z0-9_]{1,40}(\.[a-z0-9_]{1,40}){0,5}$/;
const fieldForm = /^[a-z][a-z0-9_]{0,39}$/;
const mostFields = 100;
const deepest = 4;
const longestValue = 200;

export interface KeptEvent {
  forum: ForumId;
  headers: Readonly<Record<string, string>>;
  body: Buffer;
  receivedAt: Date;
}

/**
 * What another system told, as an event: `{ "type": "release.published", "timestamp": "…", "data": { … } }`. Of `data` the
 * texts, numbers and truths under plain names are taken, those inside others with a dot; lists and all else are left out.
 * A `timestamp` that is missing, unreadable or in the future is the moment it came. Without a `type` it is set aside.
 */
export function readOutsideEvent({ forum, headers, body, receivedAt }: KeptEvent): Interpretation {
  const told = parse(body);
  if (told === null) return setAside('it is no JSON object');
  const { type } = told;
  if (typeof type !== 'string' || !typeForm.test(type))
    return setAside('it has no `type` in small letters, such as release.published');
  const event: OutsideEvent = {
    kind: 'outside.event',
    forum,
    logicalKey: `outside:${hash('sha256', headers['webhook-id'] ?? body.toString('latin1'), 'hex').slice(0, 32)}`,
    occurredAt: momentOf(told['timestamp'], receivedAt),
    source: 'webhook',
    type,
    data: fieldsOf(told['data'], '', 1).slice(0, mostFields),
  };
  return { outcome: 'event', event, reread: null, own: null, staged: null };
}

function parse(body: Buffer): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    return isMap(value) ? value : null;
  } catch {
    return null;
  }
}

function setAside(why: string): Interpretation {
  return { outcome: 'quarantined', why };
}

function momentOf(written: unknown, receivedAt: Date): Date {
  const at = typeof written === 'string' ? new Date(written) : receivedAt;
  return Number.isNaN(at.getTime()) || at > receivedAt ? receivedAt : at;
}

function fieldsOf(value: unknown, above: string, depth: number): [string, string][] {
  if (!isMap(value) || depth > deepest) return [];
  return Object.entries(value).flatMap(([name, field]): [string, string][] => {
    if (!fieldForm.test(name)) return [];
    const path = above === '' ? name : `${above}.${name}`;
    if (isMap(field)) return fieldsOf(field, path, depth + 1);
    const isPlain = typeof field === 'string' || typeof field === 'number' || typeof field === 'boolean';
    return isPlain ? [[path, String(field).slice(0, longestValue)]] : [];
  });
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
