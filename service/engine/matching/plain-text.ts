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
  const runs = backtickRuns(text);
  const closes: number[] = [];
  const newest = new Map<number, number>();
  for (let at = runs.length - 1; at >= 0; at -= 1) {
    const { start, end, paragraph } = runs[at] ?? noRun;
    if (paragraph !== runs[at + 1]?.paragraph) newest.clear();
    closes[at] = newest.get(end - start) ?? -1;
    newest.set(end - start, at);
  }
  const spans: Span[] = [];
  for (let at = 0; at < runs.length; at += 1) {
    const closing = closes[at] ?? -1;
    if (closing === -1) continue;
    spans.push({ start: runs[at]?.start ?? 0, end: runs[closing]?.end ?? 0 });
    at = closing;
  }
  return mask(text, spans);
}

interface Run extends Span {
  /** Changes where a paragraph ends. */
  paragraph: number;
}
const noRun: Run = { start: 0, end: 0, paragraph: -1 };

function backtickRuns(text: string): Run[] {
  const runs: Run[] = [];
  let paragraph = 0;
  let before = 0;
  let line = text.indexOf('\n');
  for (let start = text.indexOf('`'); start !== -1; start = text.indexOf('`', before)) {
    let end = start + 1;
    while (text.charCodeAt(end) === backtick) end += 1;
    if (line !== -1 && line < before) line = text.indexOf('\n', before);
    if (line !== -1 && line < start && /\n[ \t]*\n/.test(text.slice(line, start))) paragraph += 1;
    runs.push({ start, end, paragraph });
    before = end;
  }
  return runs;
}

const backtick = 0x60;

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
