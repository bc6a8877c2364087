import { html, raw } from './html.ts';
import type { Html } from './html.ts';

/** A field of several lines; what stands in it begins with its first letter, since browsers drop one line break there. */
export function textArea(options: {
  id: string;
  name: string;
  rows: number;
  maxLength: number;
  value: string;
  className?: string;
  /** Id of what explains it. */
  describedBy?: string;
  /** Changes in it are not looked at while typing. */
  isQuiet?: boolean;
  isCode?: boolean;
}): Html {
  const { id, name, rows, maxLength, value, className = '', describedBy, isQuiet, isCode } = options;
  const more = [
    describedBy === undefined ? '' : html`aria-describedby="${describedBy}" `.text,
    isQuiet ? 'data-quiet ' : '',
    isCode ? 'spellcheck="false" autocapitalize="off" autocomplete="off" ' : '',
  ].join('');
  const open = html`<textarea id="${id}" name="${name}" rows="${rows}" maxlength="${maxLength}" class="${className}" ${raw(more)}>`;
  return raw(`${open.text}\n${html`${value}`.text}</textarea>`);
}
