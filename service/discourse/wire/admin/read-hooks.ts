import { z } from 'zod';

export interface HookView {
  id: number;
  url: string;
  active: boolean;
  /** 1: JSON. */
  contentType: number;
  /** Null where the forum does not tell it. */
  secret: string | null;
  isWildcard: boolean;
  events: readonly string[];
  /** Discourse drops what does not belong to these. */
  hasFilters: boolean;
  /** 1 never, 2 failed, 3 successful, 4 switched off. */
  lastDelivery: number;
}

const idList = z.array(z.unknown()).nullish();
const hookFields = z
  .object({
    id: z.int(),
    payload_url: z.string(),
    active: z.boolean(),
    content_type: z.int(),
    secret: z.string().nullish(),
    wildcard_web_hook: z.boolean().nullish(),
    last_delivery_status: z.int().nullish(),
    web_hook_event_types: z.array(z.object({ id: z.int(), name: z.string() })).nullish(),
    category_ids: idList,
    group_ids: idList,
    tag_names: idList,
  })
  .transform((hook): HookView => ({
    id: hook.id,
    url: hook.payload_url,
    active: hook.active,
    contentType: hook.content_type,
    secret: hook.secret ?? null,
    isWildcard: hook.wildcard_web_hook === true,
    events: (hook.web_hook_event_types ?? []).map(({ name }) => name),
    hasFilters: [hook.category_ids, hook.group_ids, hook.tag_names].some((ids) => (ids ?? []).length > 0),
    lastDelivery: hook.last_delivery_status ?? 1,
  }));

export interface HooksView {
  hooks: readonly HookView[];
  /** Ids by the names that this forum ticks: single events today, whole groups (`post`) once. */
  eventTypes: ReadonlyMap<string, number>;
}

const eventType = z.object({ id: z.int(), name: z.string() });
const hookList = z.object({
  web_hooks: z.array(hookFields),
  extras: z
    .object({
      event_types: z.array(eventType).nullish(),
      grouped_event_types: z.record(z.string(), z.array(eventType)).nullish(),
    })
    .nullish(),
});

/** `GET /admin/api/web_hooks.json`. */
export function readHooks(json: unknown): HooksView {
  const { web_hooks, extras } = hookList.parse(json);
  const types = [...(extras?.event_types ?? []), ...Object.values(extras?.grouped_event_types ?? {}).flat()];
  return { hooks: web_hooks, eventTypes: new Map(types.map(({ id, name }) => [name, id])) };
}

export function readHookAnswer(json: unknown): HookView {
  return z.object({ web_hook: hookFields }).parse(json).web_hook;
}

export interface DeliveryView {
  id: number;
  event: string;
  /** What the receiver answered; -1 nothing, 0 not sent yet. */
  status: number;
  at: string;
}

const delivery = z.object({
  id: z.int(),
  status: z.int().nullish(),
  headers: z.string().nullish(),
  created_at: z.string(),
});

/** `GET /admin/api/web_hook_events/{hook}.json`. Bodies are passed over: they hold what members wrote. */
export function readDeliveries(json: unknown): readonly DeliveryView[] {
  const { web_hook_events } = z.object({ web_hook_events: z.array(delivery) }).parse(json);
  return web_hook_events.map(({ id, status, headers, created_at }) => ({
    id,
    event: /"X-Discourse-Event"\s*:\s*"(\w+)"/.exec(headers ?? '')?.[1] ?? 'unknown',
    status: status ?? 0,
    at: created_at,
  }));
}
