import { isSlotName, slotPattern } from '../../rulebook/slots.ts';

/** Fills the slots of a guide with what strangers wrote, made harmless; what nobody brought is three dots. */
export function fillSlots(body: string, slots: Readonly<Record<string, string>>): string {
  return body.replace(slotPattern, (whole, name: string) => {
    if (!isSlotName(name)) return whole;
    const value = slots[name];
    if (value === undefined) return '…';
    return name === 'event.url' ? linkTo(value) : escapeSlot(value);
  });
}

const longestLink = 500;

/** An address as a link that shows itself; what is no plain `https` address is text like any other. */
function linkTo(value: string): string {
  const url = URL.parse(value);
  const isPlain = url?.protocol === 'https:' && url.username === '' && url.password === '';
  if (!isPlain || url.href.length > longestLink) return escapeSlot(value);
  return `<${url.href.replace(/[^\w/:?=&%.,;+~#-]/g, (sign) => encodeURIComponent(sign))}>`;
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
