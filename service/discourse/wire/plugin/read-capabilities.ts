import { z } from 'zod';
import type { Channel, Kind } from '../../../model/decision.ts';
import type { Capabilities } from '../../../model/plugin.ts';

/** The version of `plugin/CONTRACT.md` that this service speaks. */
export const contractVersion = 1;

/** Names that we do not know belong to a later plugin: there is nothing we could do with them. */
function knownOf<Name extends string>(names: readonly Name[]) {
  return z
    .array(z.string())
    .transform((told): readonly Name[] => names.filter((name) => told.some((one) => one === name)));
}

const channelNames = [
  'card',
  'reply',
  'message',
  'banner',
  'digest',
  'shelf',
  'whisper',
] as const satisfies readonly Channel[];
const kindNames = ['help', 'celebrate', 'announce', 'promote', 'care'] as const satisfies readonly Kind[];
export const channelsField = knownOf<Channel>(channelNames);
export const kindsField = knownOf<Kind>(kindNames);

const count = z.int().positive();
/** What a plugin of this version of the contract keeps to when it names no limits. */
const usualLimits = { facts_ids: 100, signals: 500, resources: 1000, raw: 4000, post_raw: 32_000 };
const fields = z.object({
  version: z.string().max(100),
  contract: z.array(z.int()),
  channels: channelsField,
  kinds: kindsField,
  features: z.array(z.string()).catch([]),
  bot: z.enum(['able', 'silenced', 'suspended', 'inactive', 'missing']).nullable().catch(null),
  limits: z
    .object({ facts_ids: count, signals: count, resources: count, raw: count, post_raw: count })
    .catch(usualLimits),
});

/** `GET /waypost/capabilities.json`: what the plugin can do, or the versions of the contract it speaks when ours is not among them. */
export function readCapabilities(
  json: unknown,
): { spoken: true; capabilities: Capabilities } | { spoken: false; contract: readonly number[] } {
  const { contract } = fields.pick({ contract: true }).parse(json);
  if (!contract.includes(contractVersion)) return { spoken: false, contract };
  const { version, channels, kinds, features, bot, limits } = fields.parse(json);
  return {
    spoken: true,
    capabilities: {
      version,
      channels,
      kinds,
      features,
      bot,
      limits: {
        factIds: limits.facts_ids,
        signals: limits.signals,
        resources: limits.resources,
        rawLength: limits.raw,
        postRawLength: limits.post_raw,
      },
    },
  };
}
