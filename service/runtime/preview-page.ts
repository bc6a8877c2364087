import { createCook } from '../demo-forum/posting/cook.ts';
import type { Preview } from '../engine/render/preview-guide.ts';
import { html, raw, safeHref } from '../look/html.ts';
import type { Html } from '../look/html.ts';
import { readStyles } from '../look/read-styles.ts';

/** A page of its own, without a server: each preview as the forum would cook it, in the look of the dashboard. */
export async function previewPage(title: string, previews: readonly Preview[]): Promise<string> {
  const cookText = createCook({ isMember: () => false, groupCalled: () => null });
  const cook = (text: string): Html => raw(cookText(text, { followLinks: false }));
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title} · Waypost</title>
        <style>
          ${raw(await readStyles())}
          ${raw(ownStyles)}
        </style>
      </head>
      <body class="narrow">
        <main id="content">
          <div class="head"><h1>${title}</h1></div>
          ${previews.map((preview) => section(preview, cook))}
        </main>
      </body>
    </html>`.text;
}

function section(preview: Preview, cook: (text: string) => Html): Html {
  const wording = preview.situation === null ? '' : `, ${preview.situation}`;
  return html`<section>
    <h2>${preview.as}, ${preview.locale}${wording}</h2>
    <div class="preview" lang="${preview.locale}" dir="auto">${inside(preview, cook)}</div>
  </section>`;
}

function inside(preview: Preview, cook: (text: string) => Html): Html {
  if (preview.as === 'reply') return cook(preview.raw);
  if (preview.as === 'message')
    return html`<h3>${preview.title}</h3>
      ${cook(preview.raw)}`;
  const { title, raw: text, form, steps, link, why } = preview;
  const items = steps.map((step) => html`<li>${cook(step.raw)}</li>`);
  const list =
    form === 'steps'
      ? html`<ol>
          ${items}
        </ol>`
      : html`<ul class="ticks">
          ${items}
        </ul>`;
  return html`<h3>${title}</h3>
    ${cook(text)} ${items.length === 0 ? '' : list}
    ${link === null ? '' : html`<p><a href="${safeHref(link.url)}">${link.text}</a></p>`}
    <p class="quiet">${why.text} ${why.owner}</p>`;
}

const ownStyles = `
.preview { border: 1px solid; border-radius: 6px; padding: 0.5rem 1rem; margin-block-end: 2rem; overflow-wrap: anywhere; }
.preview pre { overflow-x: auto; }
.ticks { list-style: "☐ "; }
`;
