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
  const { plugin, onError, now = Date.now, gatherMs = 20, keepForMs = 30_000 } = deps;
  const common = { onError, now, gatherMs, keepForMs, mostAtOnce: mostIds, mostKept: 5_000 };
  return {
    members: whereAllowed(
      deps,
      createBatchLoader<MemberId, PluginMember>({
        ...common,
        idOf: ({ id }) => id,
        load: (ids) => plugin.memberFacts(ids),
      }),
    ),
    topics: whereAllowed(
      deps,
      createBatchLoader<TopicId, PluginTopic>({
        ...common,
        idOf: ({ id }) => id,
        load: (ids) => plugin.topicFacts(ids),
      }),
    ),
  };
}

/** Without the plugin nobody waits until a question has gathered that will not be put. */
function whereAllowed<Id extends number, View>(
  { mayAsk, onError }: Pick<BulkFactsDeps, 'mayAsk' | 'onError'>,
  loader: BatchLoader<Id, View>,
): BatchLoader<Id, View> {
  return {
    async get(id) {
      try {
        if (!(await mayAsk())) return undefined;
      } catch (error) {
        onError(error);
        return undefined;
      }
      return await loader.get(id);
    },
    forget: (id) => loader.forget(id),
  };
}
