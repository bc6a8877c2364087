import type { Preview } from '../../engine/render/preview-guide.ts';
import { html, raw } from '../../look/html.ts';
import type { Html } from '../../look/html.ts';
import { chip } from '../../look/chip.ts';
import { guideAsShown } from '../guide-as-shown.ts';
import { playgroundTexts } from '../texts/playground.ts';
import type { AnswerContext } from './answer-context.ts';
import type { Answer } from './ask.ts';

/** The guide as members would see it, each way it can be shown; the one that would be taken stands in front. */
export function showPreviews({ previews, tried }: Answer, context: AnswerContext): Html {
  const words = playgroundTexts[context.language];
  const shown = {
    cook: (text: string) => raw(context.cook(text)),
    title: (text: string) => html`<p class="what">${text}</p>`,
  };
  const taken = wayOf(tried?.explanation.offer?.channel ?? null);
  const inOrder = previews.toSorted((a, b) => Number(b.as === taken) - Number(a.as === taken));
  return html`${inOrder.map(
    (preview) =>
      html`<section class="card seen">
        <h3>${words[preview.as]} ${preview.as === taken ? chip('good', words.chosen) : ''}</h3>
        <div class="guide" lang="${preview.locale}" dir="auto">${guideAsShown(preview, shown)}</div>
      </section>`,
  )}`;
}

function wayOf(channel: string | null): Preview['as'] | null {
  if (channel === 'card' || channel === 'banner') return 'card';
  return channel === 'message' || channel === 'reply' ? channel : null;
}
