import type { Evidence } from '../../model/decision.ts';
import { plainText } from '../matching/plain-text.ts';

/** Where a post calls somebody by `@name`, in its own words: not in code, not in a quotation, not inside an address. */
export function findCall(raw: string, name: string): Evidence | null {
  // Mentions may be masked from the words of a post, so the sign is looked for in the text and held against what is code.
  // Small letters are not made of the whole text: some take more room than their capitals, and places would be off.
  const wanted = new RegExp(`@${name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`, 'giu');
  const own = plainText(raw.replaceAll('@', 'x'));
  for (const { 0: call, index: at } of raw.matchAll(wanted)) {
    const end = at + call.length;
    const isWhole =
      !/[\p{L}\p{N}_.@-]/u.test(raw[at - 1] ?? '') &&
      !/^[\p{L}\p{N}_]|^[.-][\p{L}\p{N}]/u.test(raw.slice(end, end + 2));
    if (isWhole && own[at] === 'x') return { part: 'body', phrase: raw.slice(at, end), start: at, end };
  }
  return null;
}
