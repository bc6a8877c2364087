import { html, join } from '../../look/html.ts';
import type { Html } from '../../look/html.ts';
import type { Evidence } from '../../model/decision.ts';

const around = 90;

/** The member's own words around what a rule found, the found words marked; `null` where the text is no longer kept. */
export function markEvidence(
  evidence: readonly Evidence[],
  text: { title: string; raw: string } | null,
): Html | null {
  if (text === null || evidence.length === 0) return null;
  const parts = [
    excerpt(
      text.title,
      evidence.filter(({ part }) => part === 'title'),
    ),
    excerpt(
      text.raw,
      evidence.filter(({ part }) => part === 'body'),
    ),
  ].filter((part) => part !== null);
  return html`${parts.map((part) => html`<blockquote class="evidence">${part}</blockquote>`)}`;
}

/** A whole text with the evidence of all rules marked. */
export function markAll(text: string, evidence: readonly Evidence[]): Html {
  let at = 0;
  const pieces: Html[] = [];
  for (const { start, end } of inOrder(evidence, text.length)) {
    pieces.push(html`${text.slice(at, start)}<mark>${text.slice(start, end)}</mark>`);
    at = end;
  }
  return html`${join(pieces, '')}${text.slice(at)}`;
}

function excerpt(text: string, evidence: readonly Evidence[]): Html | null {
  const found = inOrder(evidence, text.length);
  const first = found[0];
  if (!first) return null;
  const from = first.start <= around ? 0 : wordStart(text, first.start - around);
  const last = found.findLast(({ end }) => end <= from + 4 * around) ?? first;
  const until = last.end + around >= text.length ? text.length : wordEnd(text, last.end + around);
  const inside = found
    .filter(({ end }) => end <= until)
    .map((each) => ({ ...each, start: each.start - from, end: each.end - from }));
  return html`${from > 0 ? '… ' : ''}${markAll(text.slice(from, until), inside)}${until < text.length ? ' …' : ''}`;
}

/** From left to right, without what lies outside the text or within what came before. */
function inOrder(evidence: readonly Evidence[], length: number): Evidence[] {
  const kept: Evidence[] = [];
  for (const each of evidence.toSorted((one, other) => one.start - other.start)) {
    if (each.start >= (kept.at(-1)?.end ?? 0) && each.end <= length && each.start < each.end) kept.push(each);
  }
  return kept;
}

function wordStart(text: string, near: number): number {
  const space = text.indexOf(' ', near);
  return space === -1 || space > near + 20 ? near : space + 1;
}

function wordEnd(text: string, near: number): number {
  const space = text.lastIndexOf(' ', near);
  return space < near - 20 ? near : space;
}
