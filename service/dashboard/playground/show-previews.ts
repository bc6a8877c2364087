import type { Preview } from '../../engine/render/preview-guide.ts';
import { html, raw, safeHref } from '../../look/html.ts';
import type { Html } from '../../look/html.ts';
import { chip } from '../../look/chip.ts';
import { playgroundTexts } from '../texts/playground.ts';
import type { AnswerContext } from './answer-context.ts';
import type { Answer } from './ask.ts';

/** The guide as members would see it, each way it can be shown; the one that would be taken stands in front. */
export function showPreviews({ previews, tried }: Answer, context: AnswerContext): Html {
  const words = playgroundTexts[context.language];
  const taken = wayOf(tried?.explanation.offer?.channel ?? null);
  const inOrder = previews.toSorted((a, b) => Number(b.as === taken) - Number(a.as === taken));
  return html`${inOrder.map(
    (preview) =>
      html`<section class="card seen">
        <h3>${words[preview.as]} ${preview.as === taken ? chip('good', words.chosen) : ''}</h3>
        <div class="guide" lang="${preview.locale}" dir="auto">${inside(preview, context)}</div>
      </section>`,
  )}`;
}

function wayOf(channel: string | null): Preview['as'] | null {
  if (channel === 'card' || channel === 'banner') return 'card';
  return channel === 'message' || channel === 'reply' ? channel : null;
}

function inside(preview: Preview, { cook }: AnswerContext): Html {
  const cooked = (text: string): Html => raw(cook(text));
  if (preview.as === 'reply') return cooked(preview.raw);
  if (preview.as === 'message')
    return html`<p class="what">${preview.title}</p>
      ${cooked(preview.raw)}`;
  const { title, raw: text, form, steps, link, why } = preview;
  const items = steps.map((step) => html`<li>${cooked(step.raw)}</li>`);
  const list =
    form === 'steps'
      ? html`<ol>
          ${items}
        </ol>`
      : html`<ul class="ticks">
          ${items}
        </ul>`;
  return html`<p class="what">${title}</p>
    ${cooked(text)} ${items.length === 0 ? '' : list}
    ${link === null ? '' : html`<p><a href="${safeHref(link.url)}" rel="noopener nofollow">${link.text}</a></p>`}
    <p class="muted small">${why.text} ${why.owner}</p>`;
}
