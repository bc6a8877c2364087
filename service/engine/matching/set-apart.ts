import { kindsOfLines, type LineKind } from './kinds-of-lines.ts';
import { lostBetween, mask } from './mask.ts';
import { maskCodeSpans, maskPairs, mayHoldBlocks } from './plain-text.ts';

/** What a member set apart from their own words, each as long as `raw`, with spaces for everything else; empty: nothing. */
export interface SetApart {
  code: string;
  quoted: string;
}

/** Code in fences, indented, in backticks or tags; quotations in `[quote]`, behind `>` or in tags. */
export function setApart(raw: string): SetApart {
  if (!/[`<[]/.test(raw) && !mayHoldBlocks.test(raw)) return { code: '', quoted: '' };
  const lines = kindsOfLines(raw);
  const only = (wanted: LineKind): string =>
    mask(
      raw,
      lines.filter(({ kind }) => kind !== wanted),
    );
  const linesOf = (wanted: LineKind): string =>
    lines.some(({ kind }) => kind === wanted) ? only(wanted) : '';
  const own = only('own');
  const outsideSpans = own.includes('`') ? maskCodeSpans(own) : own;
  const outsideCode = maskPairs(
    maskPairs(outsideSpans, /\[(\/?)(code)(?![\p{L}\p{N}])[^[\]\n]{0,300}\]/giu),
    /<(\/?)(pre|code|kbd)(?![\p{L}\p{N}])[^<>\n]{0,300}>/giu,
  );
  const outsideQuotes = maskPairs(
    maskPairs(outsideCode, /\[(\/?)(quote)(?![\p{L}\p{N}])[^[\]\n]{0,300}\]/giu),
    /<(\/?)(blockquote)(?![\p{L}\p{N}])[^<>\n]{0,300}>/giu,
  );
  return {
    code: lostBetween(own, outsideCode, linesOf('code')),
    quoted: lostBetween(outsideCode, outsideQuotes, linesOf('quoted')),
  };
}
