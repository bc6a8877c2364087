import { z } from 'zod';

/** What an administrator reads of a forum. Where forums of different ages answer differently, both are understood. */

export interface AccountView {
  id: number;
  username: string;
  trustLevel: number;
  isStaff: boolean;
  bio: string;
  hasOwnAvatar: boolean;
}

const account = z.object({
  user: z.object({
    id: z.int(),
    username: z.string(),
    trust_level: z.int(),
    admin: z.boolean().nullish(),
    moderator: z.boolean().nullish(),
    bio_raw: z.string().nullish(),
    uploaded_avatar_id: z.int().nullish(),
  }),
});

/** `GET /u/{name}.json`, asked as an administrator. */
export function readAccount(json: unknown): AccountView {
  const { user } = account.parse(json);
  return {
    id: user.id,
    username: user.username,
    trustLevel: user.trust_level,
    isStaff: user.admin === true || user.moderator === true,
    bio: user.bio_raw ?? '',
    hasOwnAvatar: typeof user.uploaded_avatar_id === 'number',
  };
}

export interface StandingView {
  active: boolean;
  staged: boolean;
  silencedTill: string | null;
  suspendedTill: string | null;
  trustLevel: number;
  isStaff: boolean;
  /** Topics and replies; elsewhere Discourse counts replies alone. */
  postCount: number;
}

const standing = z.object({
  active: z.boolean().nullish(),
  staged: z.boolean().nullish(),
  silenced_till: z.string().nullish(),
  suspended_till: z.string().nullish(),
  trust_level: z.int(),
  post_count: z.int().nullish(),
  admin: z.boolean().nullish(),
  moderator: z.boolean().nullish(),
});

/** `GET /admin/users/{id}.json`. */
export function readStanding(json: unknown): StandingView {
  const read = standing.parse(json);
  return {
    active: read.active !== false,
    staged: read.staged === true,
    silencedTill: read.silenced_till ?? null,
    suspendedTill: read.suspended_till ?? null,
    trustLevel: read.trust_level,
    isStaff: read.admin === true || read.moderator === true,
    postCount: read.post_count ?? 0,
  };
}

/** The forum's own words stand in `why`: they name what its settings do not allow. */
export type AnswerOfJoining = { joined: true; active: boolean } | { joined: false; why: string };

/** `POST /users.json`: 200 also where nobody joined. */
export function readAnswerOfJoining(json: unknown): AnswerOfJoining {
  const read = z
    .object({ success: z.boolean(), active: z.boolean().nullish(), message: z.string().nullish() })
    .parse(json);
  if (read.success) return { joined: true, active: read.active === true };
  return { joined: false, why: (read.message ?? 'no reason given').replaceAll(/<[^>]*>/g, '').trim() };
}

export function readUpload(json: unknown): number {
  return z.object({ id: z.int() }).parse(json).id;
}

/** By name (`topics:read`): the entry as this forum lists it, which is what it wants back. */
export type OfferedScopes = ReadonlyMap<string, Readonly<Record<string, string>>>;

const listedScope = z.object({
  scope_id: z.string().nullish(),
  id: z.string().nullish(),
  key: z.string().nullish(),
  name: z.string().nullish(),
});

/** `GET /admin/api/keys/scopes.json`; the plugin's scopes are listed while it is installed. */
export function readOfferedScopes(json: unknown): OfferedScopes {
  const { scopes } = z.object({ scopes: z.record(z.string(), z.array(listedScope)) }).parse(json);
  const found = new Map<string, Record<string, string>>();
  for (const [resource, listed] of Object.entries(scopes)) {
    for (const { scope_id, id, key, name } of listed) {
      const own = scope_id ?? id ?? `${resource}:${key ?? name ?? ''}`;
      // Today's forums call it `scope_id`, the first with granular keys `id`.
      const field = scope_id === null || scope_id === undefined ? 'id' : 'scope_id';
      found.set(own, { [field]: own, ...(key ? { key } : {}), ...(name ? { name } : {}) });
    }
  }
  return found;
}

export interface AdminKeyView {
  id: number;
  description: string;
  /** Null for a key of all users. */
  username: string | null;
  /** Empty for a key that may do all that its account may. */
  scopes: readonly string[];
  isRevoked: boolean;
  lastUsedAt: string | null;
  /** The first letters of the key. */
  beginsWith: string;
}

const keyFields = z
  .object({
    id: z.int(),
    description: z.string().nullish(),
    truncated_key: z.string().nullish(),
    last_used_at: z.string().nullish(),
    revoked_at: z.string().nullish(),
    user: z.object({ username: z.string() }).nullish(),
    api_key_scopes: z
      .array(z.object({ resource: z.string(), action: z.string().nullish(), key: z.string().nullish() }))
      .nullish(),
  })
  .transform((key): AdminKeyView => ({
    id: key.id,
    description: key.description ?? '',
    username: key.user?.username ?? null,
    scopes: (key.api_key_scopes ?? []).map(
      ({ resource, key: name, action }) => `${resource}:${name ?? (action ?? '').replaceAll(' ', '_')}`,
    ),
    isRevoked: typeof key.revoked_at === 'string',
    lastUsedAt: key.last_used_at ?? null,
    beginsWith: (key.truncated_key ?? '').replace(/\W+$/, ''),
  }));

/** `GET /admin/api/keys.json`. */
export function readAdminKeys(json: unknown): readonly AdminKeyView[] {
  return z.object({ keys: z.array(keyFields) }).parse(json).keys;
}

export function readCreatedKey(json: unknown): string {
  return z.object({ key: z.object({ key: z.string().min(16) }) }).parse(json).key.key;
}

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

const setting = z.object({
  setting: z.string(),
  value: z.union([z.string(), z.number(), z.boolean()]).nullish(),
});

/** `GET /admin/site_settings.json`: every value as a text. */
export function readSettings(json: unknown): ReadonlyMap<string, string> {
  const { site_settings } = z.object({ site_settings: z.array(z.unknown()) }).parse(json);
  const read = site_settings.flatMap((one) => {
    const { data } = setting.safeParse(one);
    return data ? [[data.setting, String(data.value ?? '')] as const] : [];
  });
  return new Map(read);
}

/** What the forum says of a call that it refused; null where it says nothing. */
export function readSentences(json: unknown): string | null {
  const read = z
    .object({ errors: z.array(z.string()).nullish(), message: z.string().nullish() })
    .safeParse(json);
  const sentences = read.data?.errors?.join(' ') ?? read.data?.message ?? '';
  return sentences.trim() === '' ? null : sentences.trim();
}
