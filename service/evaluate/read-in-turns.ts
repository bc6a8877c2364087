import { setImmediate as others } from 'node:timers/promises';
import { readAhead } from '../engine/matching/read-post.ts';
import type { Post } from '../model/post.ts';
import type { Rulebook } from '../rulebook/rulebook.ts';

/** Reads a long post for the first time while webhooks and pages have their turn in between; deciding over it is quick then. */
export async function readInTurns(
  rulebook: Rulebook,
  post: Pick<Post, 'title' | 'raw'> | null,
): Promise<void> {
  if (post === null) return;
  for (const _ of readAhead(rulebook, post)) await others();
}
