import type { Post } from '../../model/post.ts';
import type { Rulebook } from '../../rulebook/rulebook.ts';
import { readAhead } from './read-post.ts';

/**
 * Reads a long post for the first time while others have their turn in between; deciding over it is quick then, and no
 * answer is another. `others` resolves when they have had it.
 */
export async function readInTurns(
  { texts }: Pick<Rulebook, 'texts'>,
  post: Pick<Post, 'title' | 'raw'> | null,
  others: () => Promise<unknown>,
): Promise<void> {
  if (post === null || texts.parted.has(post)) return;
  for (const _ of readAhead({ texts }, post)) await others();
}
