import type { CommunityEvent } from '../model/event.ts';

const moments = new Set([
  'occurredAt',
  'createdAt',
  'updatedAt',
  'joinedAt',
  'lastSeenAt',
  'lastPostedAt',
  'since',
  'startsAt',
]);

/** JSON that Postgres takes: a lone surrogate or a NUL, legal in JSON and not in jsonb, becomes U+FFFD. Lengths stay. */
export function writeEventContent(event: CommunityEvent): string {
  return JSON.stringify(event, (_key, value: unknown) =>
    typeof value === 'string' ? value.toWellFormed().replaceAll('\u0000', '\uFFFD') : value,
  );
}

/** Undoes `writeEventContent`. The shape was checked when the event was made, by `discourse/wire.ts`. */
export function readEventContent(content: object): CommunityEvent {
  const revived = JSON.parse(JSON.stringify(content), (key, value: unknown) =>
    moments.has(key) && typeof value === 'string' ? new Date(value) : value,
  ) as CommunityEvent;
  return revived;
}
