import type { Evidence, Reason } from '../../model/decision.ts';

const longestQuote = 90;

/**
 * Adds to reasons about words what the member wrote at that place, as `words`: “exporting the models” where the rule asks
 * for “export model”. For showing alone: what a member wrote is not kept with a decision.
 */
export function quoteWords(
  because: readonly Reason[],
  evidence: readonly Evidence[],
  post: { title: string; raw: string } | null,
): readonly Reason[] {
  if (post === null) return because;
  return because.map((reason) => {
    const words = wordsOf(reason, evidence, post);
    return words === '' ? reason : { ...reason, values: { ...reason.values, words } };
  });
}

function wordsOf(
  { code, values = {} }: Reason,
  evidence: readonly Evidence[],
  post: { title: string; raw: string },
): string {
  if (code === 'text_excluded') {
    const { part, start, end } = values;
    return typeof start === 'number' && typeof end === 'number'
      ? onOneLine((part === 'title' ? post.title : post.raw).slice(start, end))
      : '';
  }
  if (code !== 'text_matched') return '';
  const { phrase, part } = values;
  const places = evidence.filter((one) => one.phrase === phrase && one.part === (part ?? one.part));
  const said = places.map(({ start, end }) =>
    onOneLine((part === 'title' ? post.title : post.raw).slice(start, end)),
  );
  // A phrase stands there as a whole, again and again; what was asked to stand near each other is in several places.
  const isNear = typeof phrase === 'string' && phrase.includes(' … ');
  const shown = isNear ? said : said.slice(0, 1);
  return onOneLine([...new Set(shown)].join(' … '));
}

function onOneLine(text: string): string {
  const line = text.replace(/\s+/gu, ' ').trim();
  return line.length <= longestQuote ? line : `${line.slice(0, longestQuote - 1)}…`;
}
