import { html, raw } from './html.ts';
import type { Html } from './html.ts';

/** One pole, one board cut to a point. Drawn on a grid of 16, so that it is sharp at 16 px. */
const shape = '<path d="M7 1h2v2h4l3 3-3 3H9v6H7V9H2V3h5z"/>';

/** The signpost in the colour of the text around it. Decoration: the name stands beside it. */
export function mark(sizePx = 24): Html {
  return html`<svg
    class="mark"
    width="${sizePx}"
    height="${sizePx}"
    viewBox="0 0 16 16"
    fill="currentColor"
    aria-hidden="true"
    focusable="false"
  >
    ${raw(shape)}
  </svg>`;
}

/** The icon of the browser's tab: spruce, lighter where the browser is dark. */
export function favicon(): string {
  const style = 'path{fill:#1B6B58}@media(prefers-color-scheme:dark){path{fill:#6FC9B0}}';
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><style>${style}</style>${shape}</svg>`;
}
