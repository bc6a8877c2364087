import { isSlotName, slotPattern } from '../rulebook/slots.ts';
import type { SlotName } from '../rulebook/slots.ts';

/** Fills the slots of a guide with what strangers wrote, made harmless. */
export function fillSlots(body: string, slots: Readonly<Record<SlotName, string>>): string {
  return body.replace(slotPattern, (whole, name: string) =>
    isSlotName(name) ? escapeSlot(slots[name]) : whole,
  );
}

const longest = 200;
const wordJoiner = '\u2060';

/**
 * Any text as one line of Markdown that says just itself: at most 200 characters, no control or direction signs,
 * no markup, no mention, hashtag, emoji code or link. Backslashes stop Markdown; mentions, hashtags and links are
 * found by Discourse after backslashes are gone, so an invisible word joiner parts those as well.
 */
export function escapeSlot(value: string): string {
  const line = value
    .toWellFormed()
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\p{Zs}]+/gu, ' ')
    .replace(/[\p{Cf}\p{Co}\p{Cn}]/gu, '')
    .replace(/(\p{M}{3})\p{M}+/gu, '$1')
    .trim();
  return Array.from(line)
    .slice(0, longest)
    .join('')
    .trim()
    .replace(/[!-/:-@[-`{-~]/g, (sign) => `\\${sign}`)
    .replace(/[@#:.\uFF20\uFE6B\uFF03\uFF0E]/g, (sign) => `${sign}${wordJoiner}`)
    .replace(/\b(https?|ftp|mailto|www)(?=\\)/gi, (scheme) => `${scheme}${wordJoiner}`);
}
