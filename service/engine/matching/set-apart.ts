import { blank, kindsOfLines, maskCodeSpans, maskPairs } from './plain-text.ts';

/** What a member set apart from their own words, each as long as `raw`, with spaces for everything else. */
export interface SetApart {
  code: string;
  quoted: string;
}

/** Code in fences, indented, in backticks or tags; quotations in `[quote]`, behind `>` or in tags. */
export function setApart(raw: string): SetApart {
  const kinds = kindsOfLines(raw);
  const linesOf = (wanted: 'own' | 'code' | 'quoted'): string =>
    raw
      .split('\n')
      .map((line, at) => (kinds[at] === wanted ? line : blank(line)))
      .join('\n');
  const own = linesOf('own');
  const outsideSpans = maskCodeSpans(own);
  const outsideCode = maskPairs(
    maskPairs(outsideSpans, /\[(\/?)(code)(?![\p{L}\p{N}])[^[\]\n]{0,300}\]/giu),
    /<(\/?)(pre|code|kbd)(?![\p{L}\p{N}])[^<>\n]{0,300}>/giu,
  );
  const outsideQuotes = maskPairs(
    maskPairs(outsideCode, /\[(\/?)(quote)(?![\p{L}\p{N}])[^[\]\n]{0,300}\]/giu),
    /<(\/?)(blockquote)(?![\p{L}\p{N}])[^<>\n]{0,300}>/giu,
  );
  return {
    code: joined(linesOf('code'), onlyMasked(own, outsideCode)),
    quoted: joined(linesOf('quoted'), onlyMasked(outsideCode, outsideQuotes)),
  };
}

/** What `after` has lost of `before`. */
function onlyMasked(before: string, after: string): string {
  let masked = '';
  for (let at = 0; at < before.length; at += 1) {
    const isKept = before[at] === after[at] && before[at] !== '\n';
    masked += isKept ? ' ' : (before[at] ?? '');
  }
  return masked;
}

/** Two texts of one length that never both have something at one place. */
function joined(a: string, b: string): string {
  let both = '';
  for (let at = 0; at < a.length; at += 1) both += a[at] === ' ' ? (b[at] ?? '') : (a[at] ?? '');
  return both;
}
