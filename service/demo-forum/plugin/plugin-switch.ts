import { waypostScopes } from '../api/keys-and-scopes.ts';
import { botUsername } from '../bot-account.ts';
import type { ForumCore } from '../forum-core.ts';

export function hasPlugin({ state }: ForumCore): boolean {
  return state.waypost.settings.get('enabled')?.value ?? false;
}

/**
 * Installs the plugin, or takes it away; what it remembered stays. The bot's own key gets the plugin's scopes, as an administrator
 * would tick them.
 */
export function switchPlugin({ state }: ForumCore, value: boolean): void {
  state.together(() => {
    state.waypost.settings.put({ id: 'enabled', value });
    if (!value) return;
    for (const key of state.apiKeys.all()) {
      if (key.username !== botUsername || key.scopes === null || key.revoked) continue;
      state.apiKeys.put({ ...key, scopes: [...new Set([...key.scopes, ...waypostScopes])] });
    }
  });
}
