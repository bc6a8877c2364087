import type { Share } from '../../engine/estimate-share.ts';
import { html } from '../../look/html.ts';
import type { Html } from '../../look/html.ts';

const width = 120;
const height = 16;

/** A share on a line from none to all, with the range in which it lies. For the eyes: the numbers stand beside it. */
export function plotShare(share: Share): Html {
  if (share.kind === 'too_early') return html``;
  const at = (value: number) => (4 + value * (width - 8)).toFixed(1);
  return html`<svg
    class="share"
    width="${width}"
    height="${height}"
    viewBox="0 0 ${width} ${height}"
    aria-hidden="true"
    focusable="false"
  >
    <path class="axis" d="M4 8H${width - 4}M4 5v6M${width - 4} 5v6M${width / 2} 6v4" />
    <path class="range" d="M${at(share.low)} 8H${at(share.high)}" />
    <circle class="dot" cx="${at(share.share)}" cy="8" r="4" />
  </svg>`;
}
