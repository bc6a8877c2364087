import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { ApiDeps, Call } from '../api/serve-call.ts';
import type { ForumCore } from '../forum-core.ts';
import { ForumRefusal } from '../refusal.ts';
import type { ForumDelivery, ForumWebhook } from '../state/records.ts';
import { discourseVersion, signBody } from '../webhooks/send-webhook.ts';
import { idOf, serveAdmin, success, Unprocessable } from './admin-call.ts';
import { eventTypes, groupedEventTypes } from './event-types.ts';
import { settingValue } from './setting-routes.ts';

const fields = z.object({
  web_hook: z.object({
    payload_url: z.string().optional(),
    secret: z.string().optional(),
    active: z.boolean().optional(),
    wildcard_web_hook: z.boolean().optional(),
    web_hook_event_type_ids: z.array(z.coerce.number()).optional(),
  }),
});
type HookFields = z.output<typeof fields>['web_hook'];

/** Webhooks and their deliveries. */
export function addHookRoutes(app: FastifyInstance, deps: ApiDeps): void {
  const { core } = deps;
  const { webhooks } = core.state;
  const hooks = '/admin/api/web_hooks';
  const one = `${hooks}/:id(^\\d+)`;
  serveAdmin(
    app,
    deps,
    { method: 'GET', path: `${hooks}.json`, name: 'admin/web_hooks/index' },
    ({ query }) => {
      const { offset } = z.object({ offset: z.coerce.number().default(0) }).parse(query ?? {});
      const listed = [...webhooks.all()].slice(offset, offset + 50);
      return {
        web_hooks: listed.map((hook) => hookFacts(core, hook)),
        extras: { grouped_event_types: groupedEventTypes(core) },
        total_rows_web_hooks: webhooks.size,
      };
    },
  );
  serveAdmin(
    app,
    deps,
    { method: 'POST', path: `${hooks}.json`, name: 'admin/web_hooks/create' },
    ({ body }) => keep(core, { id: 0, url: '', secret: '', events: [] }, fields.parse(body).web_hook),
  );
  serveAdmin(app, deps, { method: 'PUT', path: `${one}.json`, name: 'admin/web_hooks/update' }, (call) =>
    keep(core, hookOf(core, call), fields.parse(call.body).web_hook),
  );
  serveAdmin(
    app,
    deps,
    { method: 'DELETE', path: `${one}.json`, name: 'admin/web_hooks/destroy' },
    (call) => {
      webhooks.remove(hookOf(core, call).id);
      return success;
    },
  );
  serveAdmin(
    app,
    deps,
    { method: 'POST', path: `${one}/ping.json`, name: 'admin/web_hooks/ping' },
    (call) => {
      core.emit({ name: 'ping', type: 'ping', payload: 'OK', onlyTo: hookOf(core, call).id });
      return success;
    },
  );
  serveAdmin(
    app,
    deps,
    {
      method: 'GET',
      path: '/admin/api/web_hook_events/:id(^\\d+).json',
      name: 'admin/web_hooks/list_events',
    },
    (call) => {
      const hook = hookOf(core, call);
      const sent = [...core.state.deliveries.all()].filter(({ webhookId }) => webhookId === hook.id);
      const newest = sent.toReversed().slice(0, 50);
      return { web_hook_events: newest.map((delivery) => deliveryFacts(core, hook, delivery)) };
    },
  );
}

function hookOf(core: ForumCore, call: Call): ForumWebhook {
  const hook = core.state.webhooks.get(idOf(call));
  if (!hook) throw new ForumRefusal({ kind: 'not_found' });
  return hook;
}

function keep(core: ForumCore, before: ForumWebhook, change: HookFields): unknown {
  const ids = change.web_hook_event_type_ids;
  const names = ids === undefined ? before.events : ids.flatMap((id) => nameOf(core, id));
  const hook: ForumWebhook = {
    ...before,
    url: change.payload_url ?? before.url,
    secret: change.secret ?? before.secret,
    events: change.wildcard_web_hook === true ? null : names,
    active: change.active ?? before.active ?? true,
  };
  const problem = whatIsWrong(core, hook);
  if (problem !== null) return new Unprocessable(problem);
  const id = hook.id === 0 ? core.state.next('webhook') : hook.id;
  return { web_hook: hookFacts(core, core.state.webhooks.put({ ...hook, id })) };
}

function whatIsWrong(core: ForumCore, { url, secret, events }: ForumWebhook): string | null {
  if (!URL.canParse(url)) return 'Payload url is invalid';
  if (secret !== '' && secret.length < 12) return 'Secret is too short (minimum is 12 characters)';
  if (events?.length === 0) return "Web hook event types can't be blank";
  const { hostname } = new URL(url);
  const isInternal = /^(localhost|127\.|10\.|192\.168\.)/.test(hostname);
  const isAllowed = settingValue(core, 'allowed_internal_hosts').split('|').includes(hostname);
  return isInternal && !isAllowed ? 'Payload url IP address is blocked' : null;
}

function nameOf(core: ForumCore, id: number): string[] {
  return eventTypes(core).flatMap((type) => (type.id === id ? [type.name] : []));
}

function hookFacts(core: ForumCore, hook: ForumWebhook): unknown {
  const { id, url, secret, events, active = true } = hook;
  const last = [...core.state.deliveries.all()].findLast(
    (sent) => sent.webhookId === id && sent.status !== null,
  );
  const status = last ? statusOf[last.state] : 1;
  return {
    id,
    payload_url: url,
    content_type: 1,
    last_delivery_status: active ? status : 4,
    secret,
    wildcard_web_hook: events === null,
    verify_certificate: true,
    active,
    web_hook_event_types: eventTypes(core).filter(({ name }) => events === null || events.includes(name)),
    ...{ category_ids: [], tag_names: [], group_ids: [] },
  };
}

function deliveryFacts(core: ForumCore, hook: ForumWebhook, delivery: ForumDelivery): unknown {
  const headers = {
    'Content-Type': 'application/json',
    'User-Agent': `Discourse/${discourseVersion}`,
    'X-Discourse-Instance': core.baseUrl(),
    'X-Discourse-Event-Id': String(delivery.id),
    'X-Discourse-Event-Type': delivery.eventType,
    'X-Discourse-Event': delivery.event,
    'X-Discourse-Event-Signature': signBody(hook.secret, delivery.body),
  };
  return {
    id: delivery.id,
    web_hook_id: hook.id,
    request_url: hook.url,
    headers: JSON.stringify(headers),
    payload: delivery.body,
    status: delivery.status ?? 0,
    created_at: delivery.dueAt,
  };
}

/** Discourse's numbers: 1 nothing sent yet, 2 failed, 3 successful. */
const statusOf: Readonly<Record<ForumDelivery['state'], number>> = {
  pending: 1,
  sending: 1,
  delivered: 3,
  failed: 2,
  lost: 2,
};
