const MARKER = /<!-- waypost:([A-Za-z0-9-]{1,64}) -->/g;

/**
 * The marker that Waypost puts last in the raw text of its posts; Discourse keeps it there and drops it from what
 * members see. Anybody can type one: it counts only in a post of the bot.
 */
export function readMarker(raw: string): string | null {
  const found = [...raw.matchAll(MARKER)].at(-1);
  return found?.[1] ?? null;
}
