import type { Channel } from '../model/decision.ts';
import type { MemberId, TopicId } from '../model/ids.ts';
import type { Capabilities } from '../model/plugin.ts';
import { asJson, createCaller } from './call-forum.ts';
import type { CallerDeps, CallOptions } from './call-forum.ts';
import type { HttpAnswer, HttpRequest } from './send-request.ts';
import { readCapabilities } from './wire/plugin/read-capabilities.ts';
import { readMemberFacts, readTopicFacts } from './wire/plugin/read-facts.ts';
import type { PluginMember, PluginTopic } from './wire/plugin/read-facts.ts';
import {
  readDirectoryOutcome,
  readOfferState,
  readPutOutcome,
  readWithdrawOutcome,
} from './wire/plugin/read-plugin-offer.ts';
import type {
  DirectoryOutcome,
  PluginOfferState,
  PutOutcome,
  WithdrawOutcome,
} from './wire/plugin/read-plugin-offer.ts';
import { readSignalsPage } from './wire/plugin/read-signals.ts';
import type { SignalsPage } from './wire/plugin/read-signals.ts';
import { writeDirectory } from './wire/plugin/write-directory.ts';
import type { Directory } from './wire/plugin/write-directory.ts';

/**
 * The forum's plugin, as `plugin/CONTRACT.md` describes it. What the contract lets the plugin say is returned; everything
 * else throws `DiscourseError`: `not_allowed` when the key lacks the scope, or is not the bot's.
 * Each call spends one of the same API share as the calls of `DiscourseClient`.
 */
export interface PluginClient {
  /** Null: not there, switched off, or speaking another version of the contract. Priority `background`. */
  capabilities(options?: CallOptions): Promise<Capabilities | null>;
  /**
   * Asked without the key, at no cost to the API share. Discourse answers 403 for an address that it does not know when
   * the key is granular; only a stranger hears whether there is anything.
   */
  isThere(options?: CallOptions): Promise<boolean>;
  /**
   * Shows one offer to one member. `body` is what `writePluginOffer` wrote; with the same id and body it may be sent as
   * often as one likes, one offer comes of it. Priority `deliver`; what makes a post counts against the pace of replies.
   */
  putOffer(offer: { id: string; channel: Channel; body: string }, options?: CallOptions): Promise<PutOutcome>;
  /** Null: never heard of, or no plugin. Priority `background`. */
  offer(id: string, options?: CallOptions): Promise<PluginOfferState | null>;
  /** May be repeated. Priority `withdraw`. */
  withdrawOffer(id: string, options?: CallOptions): Promise<WithdrawOutcome>;
  /** The whole directory: what is not in it is gone. Priority `background`. */
  putResources(directory: Directory, options?: CallOptions): Promise<DirectoryOutcome>;
  /** The outbox, oldest first; `after` is the cursor of the page before, null the oldest kept. Null: no plugin. Priority `background`. */
  signals(
    query: { after: string | null; limit?: number },
    options?: CallOptions,
  ): Promise<SignalsPage | null>;
  /** At most `limits.factIds` members; who is not there is missing. Null: no plugin. Priority `facts`. */
  memberFacts(ids: readonly MemberId[], options?: CallOptions): Promise<readonly PluginMember[] | null>;
  /** As `memberFacts`; topics that not everyone may read are missing too. */
  topicFacts(ids: readonly TopicId[], options?: CallOptions): Promise<readonly PluginTopic[] | null>;
}

export interface PluginClientDeps extends CallerDeps {
  /** Told when the plugin is there and speaks none of our versions of the contract. */
  onOtherContract?: (spoken: readonly number[]) => void;
}

const makesPost: readonly Channel[] = ['reply', 'message', 'whisper'];

/** Speaks to the plugin with the bot's key, through the same caller, share and circuit as everything else. */
export function createPluginClient(deps: PluginClientDeps): PluginClient {
  const call = createCaller(deps);

  return {
    capabilities: (options) =>
      call({
        method: 'GET',
        path: '/waypost/capabilities.json',
        priority: 'background',
        alsoAnswers: [404],
        read: orNull((json) => {
          const read = readCapabilities(json);
          if (read.spoken) return read.capabilities;
          deps.onOtherContract?.(read.contract);
          return null;
        }),
        options,
      }),

    isThere: (options) =>
      call({
        method: 'GET',
        path: '/waypost/capabilities.json',
        anonymous: true,
        priority: 'background',
        alsoAnswers: [403, 404],
        read: ({ status }) => status !== 404,
        options,
      }),

    putOffer: ({ id, channel, body }, options) =>
      call({
        method: 'PUT',
        ...offerAt(id),
        body,
        kind: makesPost.includes(channel) ? 'post' : 'call',
        priority: 'deliver',
        alsoAnswers: [400, 404, 409, 422],
        read: byStatus(readPutOutcome),
        options,
      }),

    offer: (id, options) =>
      call({
        method: 'GET',
        ...offerAt(id),
        priority: 'background',
        alsoAnswers: [404],
        read: byStatus(readOfferState),
        options,
      }),

    withdrawOffer: (id, options) =>
      call({
        method: 'DELETE',
        ...offerAt(id),
        priority: 'withdraw',
        alsoAnswers: [404, 422],
        read: byStatus(readWithdrawOutcome),
        options,
      }),

    putResources: (directory, options) =>
      call({
        method: 'PUT',
        path: '/waypost/resources.json',
        body: writeDirectory(directory),
        priority: 'background',
        alsoAnswers: [400, 404],
        read: byStatus(readDirectoryOutcome),
        options,
      }),

    signals: ({ after, limit = 100 }, options) =>
      call({
        method: 'GET',
        path: '/waypost/signals.json',
        query: { after: after ?? undefined, limit: String(limit) },
        priority: 'background',
        alsoAnswers: [404],
        read: orNull(readSignalsPage),
        options,
      }),

    memberFacts: (ids, options) =>
      call({
        method: 'GET',
        path: '/waypost/facts/members.json',
        query: { ids: ids.join(',') },
        priority: 'facts',
        alsoAnswers: [404],
        read: orNull(readMemberFacts),
        options,
      }),

    topicFacts: (ids, options) =>
      call({
        method: 'GET',
        path: '/waypost/facts/topics.json',
        query: { ids: ids.join(',') },
        priority: 'facts',
        alsoAnswers: [404],
        read: orNull(readTopicFacts),
        options,
      }),
  };
}

function offerAt(id: string) {
  return { path: `/waypost/offers/${encodeURIComponent(id)}.json`, route: '/waypost/offers/{id}.json' };
}

/** Of a 404 only the status counts: a forum without the plugin may answer with a page. */
function byStatus<Result>(read: (status: number, json: unknown) => Result) {
  return (answer: HttpAnswer, request: HttpRequest): Result =>
    answer.status === 404 ? read(404, null) : asJson((json) => read(answer.status, json))(answer, request);
}

function orNull<Result>(read: (json: unknown) => Result) {
  return byStatus((status, json): Result | null => (status === 404 ? null : read(json)));
}
