import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';

/** Posts to measure with: of a `.jsonl` or `.jsonl.gz` file with `text` in each line, or made up with the same spread of lengths and words. */
export async function somePosts(count: number, path?: string): Promise<string[]> {
  if (path === undefined) return Array.from({ length: count }, () => aPost());
  const bytes = await readFile(path);
  const lines = (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8').trimEnd().split('\n');
  return lines.slice(0, count).map((line) => (JSON.parse(line) as { text: string }).text);
}

/** The same numbers in every run. */
export function random(): number {
  seed = (seed + 0x6d2b79f5) | 0;
  let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
}
let seed = 7;

const syllables =
  'ba co de fi gu ha je ki lo mu ne po qua ri so tu ve wi xa yo za ster tion ing ed er ment al'.split(' ');
const words = Array.from({ length: 40_000 }, () =>
  Array.from(
    { length: 1 + Math.floor(random() * 4) },
    () => syllables[Math.floor(random() * syllables.length)],
  ).join(''),
);

/** A word by Zipf's law: few words are most of what people write. */
export function aWord(): string {
  return words[Math.min(words.length - 1, Math.floor(words.length ** random()) - 1)] ?? 'word';
}

function aPost(): string {
  const length = Math.round(Math.exp(5.7 + 1.2 * normal()));
  let text = '';
  while (text.length < length) text += aWord() + (random() < 0.12 ? '. ' : ' ');
  return text;
}

function normal(): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
