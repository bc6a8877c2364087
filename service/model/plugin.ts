import type { Channel, Kind } from './decision.ts';

/** What the forum's plugin can do at this moment; null in its place where no plugin answers. */
export interface Capabilities {
  /** The plugin's own version. */
  version: string;
  /** Channels that would work now. */
  channels: readonly Channel[];
  kinds: readonly Kind[];
  features: readonly string[];
  limits: { factIds: number; signals: number; resources: number; rawLength: number; postRawLength: number };
}

/** What a member has set in the forum's own preferences, where the plugin is there to ask. */
export interface Preferences {
  paused: boolean;
  /** Null while `paused` is for good. */
  pausedUntil: Date | null;
  declinedKinds: readonly Kind[];
  declinedChannels: readonly Channel[];
  /** In the member's own time zone. */
  quietHours: { from: string; to: string } | null;
  /** Kinds of help that are not wanted before a moment. */
  snoozed: Readonly<Partial<Record<Kind, Date>>>;
  /** Ignoring the bot's account counts as pausing everything. */
  botIgnored: boolean;
}
