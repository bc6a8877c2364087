import type { Preview } from '../engine/render/preview-guide.ts';
import { html, safeHref } from '../look/html.ts';
import type { Html } from '../look/html.ts';

/** How a page cooks the text of a guide, and puts its title. */
export interface ShownWith {
  cook(text: string): Html;
  title(text: string): Html;
}

/** A guide as members see it, by the way it is shown. */
export function guideAsShown(preview: Preview, { cook, title }: ShownWith): Html {
  if (preview.as === 'reply') return cook(preview.raw);
  if (preview.as === 'message') return html`${title(preview.title)} ${cook(preview.raw)}`;
  const { form, steps, link, why } = preview;
  const items = steps.map((step) => html`<li>${cook(step.raw)}</li>`);
  const list =
    form === 'steps'
      ? html`<ol>
          ${items}
        </ol>`
      : html`<ul class="ticks">
          ${items}
        </ul>`;
  return html`${title(preview.title)} ${cook(preview.raw)} ${items.length === 0 ? '' : list}
    ${link === null ? '' : html`<p><a href="${safeHref(link.url)}" rel="noopener nofollow">${link.text}</a></p>`}
    <p class="muted small">${why.text} ${why.owner}</p>`;
}
