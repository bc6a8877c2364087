import type { MemberId, RuleId } from '../../model/ids.ts';

/** Whether a member belongs to the share that is never offered this rule's help; the same answer for ever. */
export function isHeldOut(rule: RuleId, member: MemberId, share: number): boolean {
  return share > 0 && fractionOf(`${rule}:${member}`) < share;
}

/** FNV-1a with a final mix: evenly spread over 0 to 1. */
function fractionOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}
