/** A stretch of a text, in UTF-16 units. */
export interface Span {
  start: number;
  end: number;
}

const space = 0x20;
const newline = 0x0a;

/** The text with spaces in place of these spans, which come in the order of their ends; lines stay lines. */
export function mask(text: string, spans: readonly Span[]): string {
  if (spans.length === 0) return text;
  const units = unitsOf(text);
  let from = text.length;
  // From the right, so that each unit is written once, however the spans are nested.
  for (let at = spans.length - 1; at >= 0; at -= 1) {
    const { start, end } = spans[at] ?? { start: 0, end: 0 };
    const to = Math.min(end, from);
    for (let unit = start; unit < to; unit += 1) if (units[unit] !== newline) units[unit] = space;
    from = Math.min(from, start);
  }
  return textOf(units);
}

/** What `after` has lost of `before`, and what stands in `beside`, all of one length or empty; everything else is spaces. */
export function lostBetween(before: string, after: string, beside: string): string {
  if (before === after) return beside;
  const units = beside === '' ? new Uint16Array(before.length).fill(space) : unitsOf(beside);
  for (let at = 0; at < before.length; at += 1) {
    const unit = before.charCodeAt(at);
    if (unit === newline || unit !== after.charCodeAt(at)) units[at] = unit;
  }
  return textOf(units);
}

/** A match as spaces; for `replace`. */
export function blank(part: string): string {
  return part.includes('\n') ? mask(part, [{ start: 0, end: part.length }]) : ' '.repeat(part.length);
}

function unitsOf(text: string): Uint16Array {
  const units = new Uint16Array(text.length);
  for (let at = 0; at < text.length; at += 1) units[at] = text.charCodeAt(at);
  return units;
}

/** As many units as a call may have arguments. */
const chunk = 8_192;

function textOf(units: Uint16Array): string {
  let text = '';
  for (let at = 0; at < units.length; at += chunk) {
    const part: unknown = Reflect.apply(String.fromCharCode, undefined, units.subarray(at, at + chunk));
    if (typeof part === 'string') text += part;
  }
  return text;
}
