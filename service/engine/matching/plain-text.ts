import { kindsOfLines } from './kinds-of-lines.ts';
import { blank, mask, type Span } from './mask.ts';

/**
 * The member's own words: code, quotes, links, pictures, HTML, emoji codes and mentions become spaces.
 * The result is exactly as long as `raw`, so offsets into it are offsets into what the member typed.
 * Every pattern stops at the sign it began with, so that the time is linear in the length, whatever was typed.
 */
export function plainText(raw: string): string {
  let text = mayHoldBlocks.test(raw) ? maskCodeBlocks(raw) : raw;
  if (text.includes('`')) text = maskCodeSpans(text);
  if (text.includes('<')) text = maskComments(text);
  if (text.includes('[')) text = maskPairs(text, /\[(\/?)(quote|code)(?![\p{L}\p{N}])[^[\]\n]{0,300}\]/giu);
  if (text.includes('<'))
    text = maskPairs(text, /<(\/?)(pre|code|blockquote|script|style|kbd)(?![\p{L}\p{N}])[^<>\n]{0,300}>/giu);
  for (const { sign, pattern } of inlinePatterns) {
    if (typeof sign === 'string' ? text.includes(sign) : sign.test(text)) text = text.replace(pattern, blank);
  }
  return text;
}

/** Where a line begins like code or a quotation. */
export const mayHoldBlocks = /^(?: {4}|\t| {0,3}(?:>|(?:[-*+] )?(?:`{3}|~{3})))/m;

/** Each with a sign without which it cannot match: most posts hold few of them, and are read in one look. */
const inlinePatterns: readonly { sign: string | RegExp; pattern: RegExp }[] = [
  { sign: '![', pattern: /!\[[^[\]\n]{0,500}\]\([^()\n]{0,2000}\)/g },
  { sign: '](', pattern: /(?<=\])\((?:[^()\n]|\([^()\n]{0,200}\)){0,2000}\)/g },
  { sign: '][', pattern: /(?<=\])\[[^[\]\n]{0,200}\]/g },
  { sign: '<', pattern: /<\/?[a-zA-Z][^<>\n]{0,1000}>/g },
  {
    sign: /:\/\/|mailto:|www\./i,
    pattern: /(?<![\p{L}\p{N}])(?:https?:\/\/|ftp:\/\/|mailto:|www\.)[^\s<>]+/giu,
  },
  {
    sign: '@',
    pattern: /(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]{1,63}\.[\p{L}\p{N}.-]{2,200}/gu,
  },
  { sign: '@', pattern: /(?<![\p{L}\p{N}_])@[\p{L}\p{N}_][\p{L}\p{N}_.-]{0,60}/gu },
  {
    sign: '[',
    pattern:
      /\[\/?(?:details|spoiler|wrap|poll|grid|date|url|img|email|color|size|b|i|u|s|center)(?:[ =][^[\]\n]{0,300})?\](?!\()/gi,
  },
  { sign: ':', pattern: /:(?:[+-]1|[a-z][a-z0-9_+-]{0,58})(?::t[2-6])?:/gi },
];

function maskCodeBlocks(raw: string): string {
  return mask(
    raw,
    kindsOfLines(raw).filter(({ kind }) => kind !== 'own'),
  );
}

/** `code` between backtick runs of equal length within one paragraph. */
export function maskCodeSpans(text: string): string {
  const runs = [...text.matchAll(/`+|\n[ \t]*\n/g)];
  const next = Array.from<number | undefined>({ length: runs.length });
  let seen = new Map<number, number>();
  for (let index = runs.length - 1; index >= 0; index -= 1) {
    const run = runs[index]?.[0] ?? '';
    if (run.startsWith('\n')) {
      seen = new Map();
      continue;
    }
    next[index] = seen.get(run.length);
    seen.set(run.length, index);
  }
  const spans: Span[] = [];
  for (let index = 0; index < runs.length; index += 1) {
    const open = runs[index];
    const closing = next[index];
    const close = closing === undefined ? undefined : runs[closing];
    if (open === undefined || close === undefined || closing === undefined) continue;
    spans.push({ start: open.index, end: close.index + close[0].length });
    index = closing;
  }
  return mask(text, spans);
}

function maskComments(text: string): string {
  const spans: Span[] = [];
  for (let start = text.indexOf('<!--'); start !== -1;) {
    const close = text.indexOf('-->', start + 4);
    const end = close === -1 ? text.length : close + 3;
    spans.push({ start, end });
    start = text.indexOf('<!--', end);
  }
  return mask(text, spans);
}

/** Tags of one name that may be open at a time: those before are closed by none. */
const mostOpen = 51;

/** From an opening tag to the closing tag that matches it, nested ones included; a tag without its other half goes alone. */
export function maskPairs(text: string, pattern: RegExp): string {
  const spans: Span[] = [];
  const open = new Map<string, number[]>();
  for (const tag of text.matchAll(pattern)) {
    const name = (tag[2] ?? '').toLowerCase();
    const end = tag.index + tag[0].length;
    const starts = open.get(name) ?? [];
    open.set(name, starts);
    const start = tag[1] === '/' ? starts.pop() : undefined;
    if (tag[1] !== '/') starts.push(tag.index);
    if (starts.length > mostOpen) starts.shift();
    spans.push({ start: start ?? tag.index, end });
  }
  return mask(text, spans);
}
