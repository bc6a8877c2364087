import type { Channel } from './decision.ts';

/** What rules may name of a forum: its categories, tags and groups, and what can be done and known there. No member is in it. */
export interface ForumOutline {
  address: string;
  takenAt: Date;
  /** With the slug of the category above it. `open`: everybody can read it. */
  categories: readonly { slug: string; below: string | null; open: boolean }[];
  /** Null: could not be read, so rules are not held to it. */
  tags: readonly string[] | null;
  groups: readonly string[] | null;
  /** Null: the forum has no Waypost plugin, or it may not be used. */
  plugin: { version: string; channels: readonly Channel[] } | null;
}
