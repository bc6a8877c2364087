import { escapeHtml, html, raw } from '../../look/html.ts';
import type { Html } from '../../look/html.ts';
import type { Evidence } from '../../model/decision.ts';
import { markAll } from './mark-evidence.ts';

/** A whole post with all that was found in it marked; long ones scroll, by keyboard too. */
export function wholeText(
  { title, text }: { title: string; text: string },
  evidence: readonly Evidence[],
  label: string,
): Html {
  const part = (which: 'title' | 'body') => evidence.filter((one) => one.part === which);
  const heading = title === '' ? '' : html`<p class="what">${markAll(title, part('title'))}</p>`;
  if (text === '') return html`${heading}`;
  // Nothing may stand around the text: its line breaks and spaces are shown as they are.
  const attributes = `class="evidence whole-text" tabindex="0" aria-label="${escapeHtml(label)}"`;
  return html`${heading} ${raw(`<blockquote ${attributes}>${markAll(text, part('body')).text}</blockquote>`)}`;
}
