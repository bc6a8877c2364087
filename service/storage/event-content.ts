import type { CommunityEvent } from '../model/event.ts';

const moments = new Set(['occurredAt', 'createdAt', 'updatedAt', 'joinedAt', 'lastSeenAt', 'lastPostedAt']);

export function writeEventContent(event: CommunityEvent): string {
  // A lone surrogate or a NUL is legal in JSON and not in jsonb.
  return JSON.stringify(event)
    .replaceAll('\\u0000', '')
    .replaceAll(/\\ud[89a-f][0-9a-f]{2}/gi, '\\ufffd');
}

/** Undoes `writeEventContent`. The shape was checked when the event was made, by `discourse/wire.ts`. */
export function readEventContent(content: object): CommunityEvent {
  const revived = JSON.parse(JSON.stringify(content), (key, value: unknown) =>
    moments.has(key) && typeof value === 'string' ? new Date(value) : value,
  ) as CommunityEvent;
  return revived;
}
