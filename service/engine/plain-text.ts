/**
 * The member's own words: code, quotes, links, pictures, HTML, emoji codes and mentions become spaces.
 * The result is exactly as long as `raw`, so offsets into it are offsets into what the member typed.
 */
export function plainText(raw: string): string {
  throw new Error(`not written yet: ${raw.length}`);
}
