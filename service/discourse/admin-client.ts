import { type AdminCallerDeps, createAdminCaller } from './call-as-admin.ts';
import { DiscourseError } from './discourse-error.ts';
import { asJson } from './call-forum.ts';
import {
  readAccount,
  readAdminKeys,
  readAnswerOfJoining,
  readCategoryGroups,
  readCreatedKey,
  readDeliveries,
  readHookAnswer,
  readHooks,
  readOfferedScopes,
  readSettings,
  readStanding,
  readUpload,
} from './wire/admin.ts';
import type {
  AccountView,
  AdminKeyView,
  AnswerOfJoining,
  DeliveryView,
  HooksView,
  HookView,
  OfferedScopes,
  StandingView,
} from './wire/admin.ts';

/** A webhook as it should be. */
export interface HookWish {
  url: string;
  secret: string;
  eventTypeIds: readonly number[];
}

/**
 * What only an administrator may do on a forum: used by `connect`, `disconnect` and `doctor`, never by the service.
 * Every call throws `DiscourseError` and nothing else. A 429 is waited out.
 */
export interface AdminClient {
  /** Null: there is no such account. */
  account(username: string): Promise<AccountView | null>;
  standing(id: number): Promise<StandingView>;
  join(account: {
    username: string;
    name: string;
    email: string;
    password: string;
  }): Promise<AnswerOfJoining>;
  setTrustLevel(id: number, level: number): Promise<void>;
  setBio(username: string, bio: string): Promise<void>;
  setAvatar(account: { id: number; username: string }, png: Uint8Array): Promise<void>;
  deactivate(id: number): Promise<void>;
  activate(id: number): Promise<void>;
  offeredScopes(): Promise<OfferedScopes>;
  keys(): Promise<readonly AdminKeyView[]>;
  /** Returns the key itself: the forum tells it this once. */
  createKey(key: { username: string; description: string; scopes: OfferedScopes }): Promise<string>;
  revokeKey(id: number): Promise<void>;
  hooks(): Promise<HooksView>;
  createHook(hook: HookWish): Promise<HookView>;
  changeHook(id: number, hook: HookWish): Promise<HookView>;
  switchHookOff(hook: HookView): Promise<void>;
  ping(hook: number): Promise<void>;
  /** The newest first, at most fifty. */
  deliveries(hook: number): Promise<readonly DeliveryView[]>;
  /** By name; a setting that this forum does not have is missing. Secret ones may be empty although they are set. */
  settings(): Promise<ReadonlyMap<string, string>>;
  changeSetting(name: string, value: string): Promise<void>;
  /** Names of the groups that may see a category; null where the forum does not say. */
  groupsOfCategory(id: number): Promise<readonly string[] | null>;
}

export type AdminClientDeps = AdminCallerDeps;

const nothing = (): undefined => undefined;

export function createAdminClient(deps: AdminClientDeps): AdminClient {
  const call = createAdminCaller(deps);

  const account = async (username: string): Promise<AccountView | null> => {
    try {
      return await call({ method: 'GET', path: userPath(username), read: asJson(readAccount) });
    } catch (error) {
      if (error instanceof DiscourseError && error.code === 'not_found') return null;
      throw error;
    }
  };
  const hookBody = ({ url, secret, eventTypeIds }: HookWish) => ({
    web_hook: {
      payload_url: url,
      content_type: 1,
      secret,
      wildcard_web_hook: false,
      active: true,
      verify_certificate: true,
      web_hook_event_type_ids: eventTypeIds,
      group_ids: [],
      category_ids: [],
      tag_names: [],
    },
  });

  return {
    account,
    standing: (id) => call({ method: 'GET', path: `/admin/users/${id}.json`, read: asJson(readStanding) }),
    join: (joining) =>
      call({
        method: 'POST',
        path: '/users.json',
        body: { ...joining, active: true, approved: true },
        read: asJson(readAnswerOfJoining),
      }),
    setTrustLevel: (id, level) =>
      call({ method: 'PUT', path: `/admin/users/${id}/trust_level.json`, body: { level }, read: nothing }),
    setBio: (username, bio) =>
      call({ method: 'PUT', path: userPath(username), body: { bio_raw: bio }, read: nothing }),
    async setAvatar({ id, username }, png) {
      const form = new FormData();
      form.set('type', 'avatar');
      form.set('upload_type', 'avatar');
      form.set('user_id', String(id));
      form.set('synchronous', 'true');
      form.set('file', new Blob([Uint8Array.from(png)], { type: 'image/png' }), 'waypost.png');
      const upload = await call({
        method: 'POST',
        path: '/uploads.json',
        body: form,
        read: asJson(readUpload),
      });
      await call({
        method: 'PUT',
        path: `/u/${encodeURIComponent(username)}/preferences/avatar/pick.json`,
        body: { upload_id: upload, type: 'uploaded' },
        read: nothing,
      });
    },
    deactivate: (id) =>
      call({ method: 'PUT', path: `/admin/users/${id}/deactivate.json`, body: {}, read: nothing }),
    activate: (id) =>
      call({ method: 'PUT', path: `/admin/users/${id}/activate.json`, body: {}, read: nothing }),
    offeredScopes: () =>
      call({ method: 'GET', path: '/admin/api/keys/scopes.json', read: asJson(readOfferedScopes) }),
    async keys() {
      const found: AdminKeyView[] = [];
      for (;;) {
        const path = `/admin/api/keys.json?offset=${found.length}`;
        const page = await call({ method: 'GET', path, read: asJson(readAdminKeys) });
        const news = page.filter((key) => !found.some(({ id }) => id === key.id));
        found.push(...news);
        // Forums of another age give all of them at once, whatever the offset.
        if (news.length < page.length || page.length < 50) return found;
      }
    },
    createKey: ({ username, description, scopes }) =>
      call({
        method: 'POST',
        path: '/admin/api/keys.json',
        body: {
          key: {
            username,
            description,
            // Newer forums want the kind of key said; older ones do not know the word and pass over it.
            scope_mode: 'granular',
            scopes: [...scopes.values()].map((listed) => ({ ...listed, selected: true })),
          },
        },
        read: asJson(readCreatedKey),
      }),
    revokeKey: (id) =>
      call({ method: 'POST', path: `/admin/api/keys/${id}/revoke.json`, body: {}, read: nothing }),
    async hooks() {
      const hooks: HookView[] = [];
      for (;;) {
        const path = `/admin/api/web_hooks.json?offset=${hooks.length}`;
        const page = await call({ method: 'GET', path, read: asJson(readHooks) });
        hooks.push(...page.hooks);
        if (page.hooks.length < 50) return { hooks, eventTypes: page.eventTypes };
      }
    },
    createHook: (hook) =>
      call({
        method: 'POST',
        path: '/admin/api/web_hooks.json',
        body: hookBody(hook),
        read: asJson(readHookAnswer),
      }),
    changeHook: (id, hook) =>
      call({
        method: 'PUT',
        path: `/admin/api/web_hooks/${id}.json`,
        body: hookBody(hook),
        read: asJson(readHookAnswer),
      }),
    switchHookOff: ({ id }) =>
      call({
        method: 'PUT',
        path: `/admin/api/web_hooks/${id}.json`,
        body: { web_hook: { active: false } },
        read: nothing,
      }),
    ping: (hook) =>
      call({ method: 'POST', path: `/admin/api/web_hooks/${hook}/ping.json`, body: {}, read: nothing }),
    deliveries: (hook) =>
      call({ method: 'GET', path: `/admin/api/web_hook_events/${hook}.json`, read: asJson(readDeliveries) }),
    settings: () => call({ method: 'GET', path: '/admin/site_settings.json', read: asJson(readSettings) }),
    groupsOfCategory: (id) =>
      call({ method: 'GET', path: `/c/${id}/show.json`, read: asJson(readCategoryGroups) }),
    changeSetting: (name, value) =>
      call({
        method: 'PUT',
        path: `/admin/site_settings/${name}.json`,
        body: { [name]: value },
        read: nothing,
      }),
  };
}

function userPath(username: string): string {
  return `/u/${encodeURIComponent(username)}.json`;
}
