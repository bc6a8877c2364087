import { html } from '../../look/html.ts';
import type { Html } from '../../look/html.ts';
import { notice } from '../../look/notice.ts';
import { type Reader, mayDo } from '../pages/shell.ts';
import { reviewTexts } from '../texts/review.ts';

/** What waits for a decision, to those who may decide. */
export function proposedNotice(count: number, reader: Reader): Html {
  if (count === 0 || !mayDo(reader, ['approver', 'manager'])) return html``;
  const words = reviewTexts[reader.language];
  return notice({
    tone: 'waiting',
    title: words.answer(count),
    actions: html`<a class="button" href="/review">${words.title}</a>`,
  });
}
