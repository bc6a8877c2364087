import type { Channel, Reason } from '../../model/decision.ts';
import type { Fact } from '../../model/fact.ts';
import type { Preferences } from '../../model/plugin.ts';
import { standsUnderPost } from '../../model/ways.ts';
import type { Rule } from '../../rulebook/rule.ts';
import { reason } from '../conditions/check.ts';
import { judgeChannel } from '../conditions/judge-preferences.ts';

export interface ChannelQuestion {
  rule: Pick<Rule, 'as'>;
  /** What the forum can do now. */
  channels: readonly Channel[];
  /** What forbids to put anything under the post, or that there is none; empty: cards, replies and whispers can stand there. */
  standing: readonly Reason[];
  preferences: Fact<Preferences>;
}

export type ChannelChoice = { channel: Channel } | { channel: null; because: Reason[] };

/** The first way that the rule names, the forum has, the place allows and the member has not declined. */
export function chooseChannel({ rule, channels, standing, preferences }: ChannelQuestion): ChannelChoice {
  const had = rule.as.filter((channel) => channels.includes(channel));
  const possible = had.filter((channel) => standing.length === 0 || !standsUnderPost(channel));
  const channel = possible.find((one) => judgeChannel(one, preferences).length === 0);
  if (channel !== undefined) return { channel };
  const declined = possible.flatMap((one) => judgeChannel(one, preferences));
  if (declined.length > 0) return { channel: null, because: declined };
  if (had.length > 0) return { channel: null, because: [...standing] };
  return { channel: null, because: [reason('no_channel', { channels: rule.as.join(', ') })] };
}

/** How long people have to answer first. Only a reply takes somebody's place; all else waits where the rule says so itself. */
export function waitFor(
  { waitMs, cardWaitMs }: Pick<Rule, 'waitMs' | 'cardWaitMs'>,
  channel: Channel,
): number {
  return channel === 'reply' ? waitMs : cardWaitMs;
}
