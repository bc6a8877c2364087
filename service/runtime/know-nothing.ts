import type { FactsDeps } from '../evaluate/facts-deps.ts';
import type { KnownForum } from '../forum/know-forum.ts';
import { unknown } from '../model/fact.ts';
import type { ForumId } from '../model/ids.ts';
import type { PluginKnowledge } from '../model/plugin.ts';

/** A forum that nobody asks: for the command line, which tells what own records say. */
export function knowNothing(forum: ForumId): Pick<FactsDeps, 'known' | 'clients' | 'bulk'> {
  const notAsked = unknown('the command line does not ask the forum');
  const nothing: PluginKnowledge = { state: 'unknown', can: null, lacks: [], askedAt: null };
  const known: KnownForum = {
    id: forum,
    botUsername: '',
    plugin: {
      knowledge: async () => nothing,
      channels: async () => [],
      askIfDue: async () => undefined,
      heard: async () => undefined,
      askAgain: async () => nothing,
    },
    knowledge: async () => null,
    category: async () => ({ open: notAsked, slugs: notAsked }),
    groupName: async () => notAsked,
    forgetCategories: () => undefined,
    forgetMember: () => undefined,
  };
  return { known: new Map([[forum, known]]), clients: new Map(), bulk: new Map() };
}
