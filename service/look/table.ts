import { html } from './html.ts';
import type { Content, Html } from './html.ts';

export interface Column {
  label: string;
  /** Numbers are tabular and right-aligned. */
  numeric?: boolean;
}

/** A table that becomes cards under 640 px; each row has as many cells as there are columns. */
export function table(options: {
  caption: string;
  columns: readonly Column[];
  rows: readonly (readonly Content[])[];
}): Html {
  const { caption, columns, rows } = options;
  return html`<table class="rows">
    <caption class="only-read">
      ${caption}
    </caption>
    <thead>
      <tr>
        ${columns.map((column) => html`<th scope="col" ${numeric(column)}>${column.label}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${rows.map((cells) => row(cells, columns))}
    </tbody>
  </table>`;
}

function row(cells: readonly Content[], columns: readonly Column[]): Html {
  return html`<tr>
    ${columns.map((column, index) => html`<td data-label="${column.label}" ${numeric(column)}><div>${cells[index]}</div></td>`)}
  </tr>`;
}

function numeric(column: Column | undefined): Html {
  return column?.numeric ? html`class="number"` : html``;
}
