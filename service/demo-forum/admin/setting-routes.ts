import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { ApiDeps } from '../api/serve-call.ts';
import type { ForumCore } from '../forum-core.ts';
import { hasPlugin } from '../plugin/plugin-switch.ts';
import { ForumRefusal } from '../refusal.ts';
import { serveAdmin, success } from './admin-call.ts';

/** Discourse's defaults of the settings that concern Waypost. */
const defaults: Readonly<Record<string, string>> = {
  title: 'Demo forum',
  default_locale: 'en',
  allowed_internal_hosts: '',
  enable_discourse_connect_provider: 'false',
  discourse_connect_provider_secrets: '',
  retry_web_hook_events: 'false',
  approve_unless_trust_level: '0',
  max_consecutive_replies: '3',
  personal_message_enabled_groups: '3|11',
};
const ofPlugin: Readonly<Record<string, string>> = {
  waypost_enabled: 'false',
  waypost_bot_username: '',
  waypost_dashboard_url: '',
};

export function settingValue(core: ForumCore, name: string): string {
  return core.state.siteSettings.get(name)?.value ?? { ...defaults, ...ofPlugin }[name] ?? '';
}

/** Settings of the site. */
export function addSettingRoutes(app: FastifyInstance, deps: ApiDeps): void {
  const { core } = deps;
  const known = () => Object.keys(hasPlugin(core) ? { ...defaults, ...ofPlugin } : defaults);
  serveAdmin(
    app,
    deps,
    { method: 'GET', path: '/admin/site_settings.json', name: 'admin/site_settings/index' },
    () => ({
      site_settings: known().map((setting) => ({
        setting,
        default: { ...defaults, ...ofPlugin }[setting] ?? '',
        value: settingValue(core, setting),
      })),
    }),
  );
  serveAdmin(
    app,
    deps,
    { method: 'PUT', path: '/admin/site_settings/:name.json', name: 'admin/site_settings/update' },
    (call) => {
      const name = call.params['name'] ?? '';
      if (!known().includes(name)) throw new ForumRefusal({ kind: 'bad_parameter', name });
      const body = z.record(z.string(), z.coerce.string()).parse(call.body);
      core.state.siteSettings.put({ id: name, value: body[name] ?? '' });
      return success;
    },
  );
}
