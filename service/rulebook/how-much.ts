/** How much one file may hold; what is far beyond what anybody writes by hand takes seconds to read, and is not. */
export interface Most {
  /** Signs that begin or part values: commas, lines, colons, brackets and the like. */
  values: number;
  keys: number;
}

export const mostInRuleFile: Most = { values: 12_000, keys: 3_000 };
/** A program writes it, of forums with thousands of tags. */
export const mostInSnapshot: Most = { values: 70_000, keys: 12_000 };

/** What a file holds too much of, in words; null: it may be read. One look over the text, without reading it. */
export function tooMuchOf(text: string, most: Most): string | null {
  let values = 0;
  let keys = 0;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (!signs.has(unit)) continue;
    values += 1;
    if (unit === colon && isGap(text.charCodeAt(at + 1))) keys += 1;
  }
  if (keys > most.keys) return `${keys} keys; at most ${most.keys} are read`;
  return values > most.values ? `${values} values and lines; at most ${most.values} are read` : null;
}

const colon = 0x3a;
const signs: ReadonlySet<number> = new Set(Array.from(',\n:?&*!]}', (sign) => sign.charCodeAt(0)));

/** White space, the end of the text, or what parts values in brackets. */
function isGap(unit: number): boolean {
  return Number.isNaN(unit) || unit <= 0x20 || unit === 0x2c || unit === 0x5d || unit === 0x7d;
}
