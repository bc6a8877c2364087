import type { Channel, Reason } from '../model/decision.ts';
import type { Fact } from '../model/fact.ts';
import type { Preferences } from '../model/plugin.ts';
import type { Rule } from '../rulebook/rule.ts';
import { reason } from './check.ts';
import { judgeChannel } from './judge-preferences.ts';

export interface ChannelQuestion {
  rule: Pick<Rule, 'as'>;
  /** What the forum can do now. */
  channels: readonly Channel[];
  /** Whether the offer is about a post; cards, replies and whispers stand at one. */
  hasPost: boolean;
  preferences: Fact<Preferences>;
}

export type ChannelChoice = { channel: Channel } | { channel: null; because: Reason[] };

const needPost: readonly Channel[] = ['card', 'reply', 'whisper'];

/** The first way that the rule names, the forum has and the member has not declined. */
export function chooseChannel({ rule, channels, hasPost, preferences }: ChannelQuestion): ChannelChoice {
  const possible = rule.as.filter(
    (channel) => channels.includes(channel) && (hasPost || !needPost.includes(channel)),
  );
  const channel = possible.find((one) => judgeChannel(one, preferences).length === 0);
  if (channel !== undefined) return { channel };
  const declined = possible.flatMap((one) => judgeChannel(one, preferences));
  return {
    channel: null,
    because: declined.length > 0 ? declined : [reason('no_channel', { channels: rule.as.join(', ') })],
  };
}

/** How long people have to answer first. Cards and banners take nobody's place, and wait only where the rule says so itself. */
export function waitFor(
  { waitMs, cardWaitMs }: Pick<Rule, 'waitMs' | 'cardWaitMs'>,
  channel: Channel,
): number {
  return channel === 'card' || channel === 'banner' ? cardWaitMs : waitMs;
}
