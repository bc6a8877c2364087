import { html } from './html.ts';
import type { Content, Html } from './html.ts';
import type { Language } from './language.ts';
import { mark } from './mark.ts';
import { lookTexts } from './texts.ts';

export interface NavLink {
  href: string;
  label: string;
  current?: boolean;
}

export interface Page {
  language: Language;
  title: string;
  /** The question that the page answers, as the heading's sub-line: "What is waiting, and why". */
  question?: Content;
  /** The answer in one sentence with numbers in it, above the fold. */
  answer?: Content;
  body: Content;
  /** The name beside the mark; `Waypost` unless said. */
  site?: { name: string; href: string };
  nav?: readonly NavLink[];
  /** What stands at the end of the top line, such as signing out. */
  tools?: Content;
  footer?: Content;
  /** Seconds between two looks at what changed; without it the page stands still. See `live`. */
  refreshSeconds?: number;
  /** Further stylesheets of our own, after the look's. */
  styles?: readonly string[];
  scripts?: readonly string[];
  /** `narrow` for pages with one thing to read or to fill in. */
  width?: 'wide' | 'narrow';
}

/** The shell that all our pages share: landmarks, one heading, no inline script or style, so that a strict CSP holds. */
export function page(options: Page): string {
  const { language, title, question, answer, body, width = 'wide' } = options;
  return html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        <meta name="referrer" content="same-origin" />
        <title>${title} · ${options.site?.name ?? 'Waypost'}</title>
        <link rel="icon" href="/look/favicon.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="/look/style.css" />
        ${(options.styles ?? []).map((href) => html`<link rel="stylesheet" href="${href}" />`)}
        <script src="/look/live.js" defer></script>
        ${(options.scripts ?? []).map((src) => html`<script src="${src}" defer></script>`)}
      </head>
      <body
        class="${width}"
        ${options.refreshSeconds ? html`data-refresh="${options.refreshSeconds}"` : ''}
        data-offline="${lookTexts[language].offline}"
        data-online="${lookTexts[language].updated}"
        data-just-now="${lookTexts[language].justNow}"
      >
        <a class="skip" href="#content">${lookTexts[language].skip}</a>
        ${top(options)}
        <main id="content" tabindex="-1">
          <div class="head">
            <h1>${title}</h1>
            ${question === undefined ? '' : html`<p class="question">${question}</p>`}
          </div>
          ${answer === undefined ? '' : live('answer', html`<p class="answer">${answer}</p>`)} ${body}
        </main>
        <div id="connection" class="connection" role="status"></div>
        ${options.footer === undefined ? '' : html`<footer class="foot">${options.footer}</footer>`}
        ${keys(language)}
      </body>
    </html> `.text;
}

/** A part of a page that renews itself in place; its `id` finds it again in the next answer. */
export function live(id: string, content: Content): Html {
  return html`<div id="live-${id}" data-live>${content}</div>`;
}

function top({ language, site, nav = [], tools }: Page): Html {
  const { name, href } = site ?? { name: 'Waypost', href: '/' };
  const links = nav.map(
    (link) =>
      html`<li>
        <a href="${link.href}" ${link.current ? html`aria-current="page"` : ''}>${link.label}</a>
      </li>`,
  );
  return html`<header class="top">
    <div class="top-line">
      <a class="brand" href="${href}">${mark(24)}<span>${name}</span></a>
      ${
        nav.length === 0
          ? ''
          : html`<nav aria-label="${lookTexts[language].navigation}">
              <ul>
                ${links}
              </ul>
            </nav>`
      }
      ${tools === undefined ? '' : html`<div class="tools">${tools}</div>`}
    </div>
  </header>`;
}

function keys(language: Language): Html {
  const texts = lookTexts[language];
  return html`<dialog id="keys" aria-labelledby="keys-title">
    <h2 id="keys-title">${texts.keysTitle}</h2>
    <dl class="keys">
      <dt><kbd>/</kbd></dt>
      <dd>${texts.keySearch}</dd>
      <dt><kbd>?</kbd></dt>
      <dd>${texts.keyHelp}</dd>
    </dl>
    <form method="dialog"><button class="button quiet">${texts.close}</button></form>
  </dialog>`;
}
