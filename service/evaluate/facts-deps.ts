import type { DiscourseClient } from '../discourse/client.ts';
import type { KnownForum } from '../forum/know-forum.ts';
import type { ForumId } from '../model/ids.ts';
import type { ForumStore } from '../storage/forum-store.ts';
import type { AskPluginDeps } from './ask-plugin.ts';

export interface FactsDeps extends AskPluginDeps {
  forums: ForumStore;
  known: ReadonlyMap<ForumId, KnownForum>;
  clients: ReadonlyMap<ForumId, DiscourseClient>;
}

export function forumOf(deps: Pick<FactsDeps, 'known'>, id: ForumId): KnownForum {
  const forum = deps.known.get(id);
  if (!forum) throw new Error(`forum ${id} is no longer configured`);
  return forum;
}

export function clientOf(deps: Pick<FactsDeps, 'clients'>, id: ForumId): DiscourseClient {
  const client = deps.clients.get(id);
  if (!client) throw new Error(`forum ${id} is no longer configured`);
  return client;
}
