import type { ParsedResource } from '../resources/parse-resource.ts';

/**
 * Eight letters and digits that change with every word of a guide, its title and its links: what an approver read is what is
 * sent. It holds against oversight, not against somebody who wants to deceive; that is what reviews of changes are for.
 */
export function digestOfText({ body, values }: Pick<ParsedResource, 'body' | 'values'>): string {
  const { title = '', more, watch = '', when = '', where = '', join = '', who = '' } = values;
  const whole = [title, body, ...more.flatMap(({ text, url }) => [text, url]), watch, when, where, join, who];
  const text = whole.map((part) => part.trim().replace(/\s+/g, ' ')).join('\n');
  return [0x811c9dc5, 0x01000193].map((seed) => fold(text, seed).slice(0, 4)).join('');
}

function fold(text: string, seed: number): string {
  let hash = seed;
  for (let index = 0; index < text.length; index += 1)
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0).toString(36).padStart(7, '0');
}
