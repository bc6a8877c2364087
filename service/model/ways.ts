import type { Channel } from './decision.ts';

/** Ways that put something under a post, and so need one that others can write under; cards are a part of the page there. */
const underPost: readonly Channel[] = ['card', 'reply', 'whisper'];

export function standsUnderPost(channel: Channel): boolean {
  return underPost.includes(channel);
}

/** Ways that need nothing but the forum's own API; all others are the plugin's. */
export const waysWithoutPlugin: readonly Channel[] = ['reply', 'message'];
