import { z } from 'zod';

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
