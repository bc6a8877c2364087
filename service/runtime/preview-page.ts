import { createCook } from '../demo-forum/posting/cook.ts';
import { type ShownWith, guideAsShown } from '../dashboard/guide-as-shown.ts';
import type { Preview } from '../engine/render/preview-guide.ts';
import { html, raw } from '../look/html.ts';
import type { Html } from '../look/html.ts';
import { readStyles } from '../look/read-styles.ts';

/** A page of its own, without a server: each preview as the forum would cook it, in the look of the dashboard. */
export async function previewPage(title: string, previews: readonly Preview[]): Promise<string> {
  const cookText = createCook({ isMember: () => false, groupCalled: () => null });
  const shown: ShownWith = {
    cook: (text) => raw(cookText(text, { followLinks: false })),
    title: (text) => html`<h3>${text}</h3>`,
  };
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
          ${previews.map((preview) => section(preview, shown))}
        </main>
      </body>
    </html>`.text;
}

function section(preview: Preview, shown: ShownWith): Html {
  const wording = preview.situation === null ? '' : `, ${preview.situation}`;
  return html`<section>
    <h2>${preview.as}, ${preview.locale}${wording}</h2>
    <div class="preview" lang="${preview.locale}" dir="auto">${guideAsShown(preview, shown)}</div>
  </section>`;
}

const ownStyles = `
.preview { border: 1px solid; border-radius: 6px; padding: 0.5rem 1rem; margin-block-end: 2rem; overflow-wrap: anywhere; }
.preview pre { overflow-x: auto; }
.ticks { list-style: "☐ "; }
`;
