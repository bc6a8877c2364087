import type { MemberId, TopicId } from '../model/ids.ts';
import { createBatchLoader } from './batch-loader.ts';
import type { BatchLoader } from './batch-loader.ts';
import type { PluginClient } from './plugin-client.ts';
import type { PluginMember, PluginTopic } from './wire/plugin/read-facts.ts';

/** Facts of members and topics by the forum's plugin: one call for many, kept for half a minute. */
export interface BulkFacts {
  members: BatchLoader<MemberId, PluginMember>;
  topics: BatchLoader<TopicId, PluginTopic>;
}

export interface BulkFactsDeps {
  plugin: Pick<PluginClient, 'memberFacts' | 'topicFacts'>;
  /** Whether the plugin is there and the key may ask it for facts. */
  mayAsk(): Promise<boolean>;
  onError(error: unknown): void;
  now?: () => number;
  gatherMs?: number;
  keepForMs?: number;
}

/** What the contract allows in one call. */
const mostIds = 100;

export function createBulkFacts(deps: BulkFactsDeps): BulkFacts {
  const { plugin, mayAsk, onError, now = Date.now, gatherMs = 20, keepForMs = 30_000 } = deps;
  const common = { onError, now, gatherMs, keepForMs, mostAtOnce: mostIds, mostKept: 5_000 };
  return {
    members: createBatchLoader<MemberId, PluginMember>({
      ...common,
      idOf: ({ id }) => id,
      load: async (ids) => ((await mayAsk()) ? await plugin.memberFacts(ids) : null),
    }),
    topics: createBatchLoader<TopicId, PluginTopic>({
      ...common,
      idOf: ({ id }) => id,
      load: async (ids) => ((await mayAsk()) ? await plugin.topicFacts(ids) : null),
    }),
  };
}
