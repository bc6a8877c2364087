import { z } from 'zod';
import type { MemberId } from '../../../model/ids.ts';
import { dateField, maybeTrue, memberIdField } from '../fields.ts';

/** What the plugin tells of a member or an offer; the same object comes by webhook and from the outbox. */
export interface PluginSignal {
  /** Tells doubles apart. */
  signalId: string;
  schema: number;
  name: string;
  occurredAt: Date;
  memberId: MemberId | null;
  /** The service's own id of the offer, as it was put. */
  offerId: string | null;
  /** Differs by `name`; whoever uses it reads it. */
  data: Readonly<Record<string, unknown>>;
}

export interface SignalsPage {
  /** Oldest first. */
  signals: readonly PluginSignal[];
  /** To be given back next time. */
  cursor: string;
  more: boolean;
  /** Signals between the given cursor and the first of these are no longer kept. */
  gap: boolean;
  /** Signals of a shape that nobody here can read; the cursor goes past them. */
  unreadable: number;
}

const signalFields = z.object({
  signal_id: z.string().min(1).max(100),
  schema: z.int(),
  name: z.string().max(100),
  occurred_at: dateField,
  member_id: memberIdField.nullish().transform((id) => id ?? null),
  offer_id: z
    .string()
    .max(100)
    .nullish()
    .transform((id) => id ?? null),
  data: z.record(z.string(), z.unknown()).nullish(),
});

/** One signal; null when it is not one. */
export function readSignal(json: unknown): PluginSignal | null {
  const read = signalFields.safeParse(json);
  if (!read.success) return null;
  const { signal_id, schema, name, occurred_at, member_id, offer_id, data } = read.data;
  return {
    signalId: signal_id,
    schema,
    name,
    occurredAt: occurred_at,
    memberId: member_id,
    offerId: offer_id,
    data: data ?? {},
  };
}

const pageFields = z.object({
  signals: z.array(z.unknown()),
  cursor: z.string().min(1).max(100),
  more: maybeTrue,
  gap: maybeTrue,
});

/** `GET /waypost/signals.json`. */
export function readSignalsPage(json: unknown): SignalsPage {
  const { signals: told, cursor, more, gap } = pageFields.parse(json);
  const signals = told.map(readSignal).filter((signal) => signal !== null);
  return { signals, cursor, more, gap, unreadable: told.length - signals.length };
}
