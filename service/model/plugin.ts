import type { Channel, Kind } from './decision.ts';
import type { ResourceId } from './ids.ts';

/** What the forum's plugin can do at this moment; null in its place where no plugin answers. */
export interface Capabilities {
  /** The plugin's own version. */
  version: string;
  /** Channels that would work now. */
  channels: readonly Channel[];
  kinds: readonly Kind[];
  features: readonly string[];
  /** How the bot's account stands on the forum: one that is not `able` writes nothing. Null: an older plugin, which does not say. */
  bot: 'able' | 'silenced' | 'suspended' | 'inactive' | 'missing' | null;
  limits: { factIds: number; signals: number; resources: number; rawLength: number; postRawLength: number };
}

/** What is known of a forum's plugin. */
export interface PluginKnowledge {
  /** `unknown`: not asked yet. `refused`: it is there, and the key may not use it; lacking no scope, it belongs to another account than the plugin's bot. */
  state: 'unknown' | 'absent' | 'present' | 'refused';
  /** What it said last that it can do; null unless it is there. */
  can: Capabilities | null;
  /** Scopes that the key lacks, such as `waypost:offers`. */
  lacks: readonly string[];
  askedAt: Date | null;
}

/** A guide in one language, as the plugin draws it. */
export interface Guide {
  id: ResourceId;
  locale: string;
  title: string;
  raw: string;
  form: 'microguide' | 'checklist' | 'steps';
  steps: readonly { key: string; raw: string }[];
  link: { url: string; text: string } | null;
  owner: string | null;
  reviewedOn: Date | null;
  /** Whether members find it in the forum's directory. */
  listed: boolean;
}

/** A guide that the plugin did not take; without an id: the directory as a whole. */
export interface RefusedGuide {
  id: string | null;
  locale: string | null;
  /** In English, each with the key it is about. */
  faults: readonly string[];
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
