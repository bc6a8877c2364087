/** What tells on whoever opens or reads it: an address with parameters, one that counts before it leads on, an image from elsewhere. */
export interface Tracking {
  /** Lines after the first line of the text. */
  line: number;
  address: string;
  why: string;
}

const counters = [
  'bit.ly',
  'buff.ly',
  'cutt.ly',
  'goo.gl',
  'is.gd',
  'lnkd.in',
  'ow.ly',
  'rb.gy',
  'rebrand.ly',
  't.co',
  't.ly',
  'tinyurl.com',
];

/** Every address in a Markdown text that could tell that this very person has read it. */
export function findTracking(text: string): Tracking[] {
  return text.split('\n').flatMap((words, line) => [
    ...[...words.matchAll(/!\[[^\]]*\]\(\s*([^)\s]+)|<img\b[^>]*?src\s*=\s*["']?([^"'\s>]+)/gi)].map(
      ([, shown, tag]) => ({
        line,
        address: shown ?? tag ?? '',
        why: 'an image tells its server who reads this; describe it in words',
      }),
    ),
    ...[...words.matchAll(/(?<!!\[[^\]]*\]\()(?:https?:)?\/\/[^\s<>()[\]"']+|(?<=\]\()\/[^\s<>()[\]"']*/gi)]
      .map(([address]) => ({ line, address, why: whyTracked(address) }))
      .flatMap(({ why, ...found }) => (why === null ? [] : [{ ...found, why }])),
  ]);
}

/** Why an address is not for hard moments; null: nothing is wrong with it. */
export function whyTracked(address: string): string | null {
  if (/[?&]/.test(address)) return 'what stands behind the ? can tell who opened it; leave it out';
  const host = /^(?:https?:)?\/\/(?:www\.)?([^/:]+)/i.exec(address)?.[1]?.toLowerCase();
  return host !== undefined && counters.includes(host)
    ? 'this service counts who opens it; write the address that it leads to'
    : null;
}
