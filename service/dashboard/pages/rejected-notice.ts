import { html } from '../../look/html.ts';
import type { Html } from '../../look/html.ts';
import type { Language } from '../../look/language.ts';
import { notice } from '../../look/notice.ts';
import { when } from '../../look/when.ts';
import type { RejectedRules } from '../../storage/reports/rules-activity.ts';
import { texts } from '../texts/say.ts';

const shown = 20;

/** The newest rule files were refused: every fault with its file and line, and how to check them again. */
export function rejectedNotice(rejected: RejectedRules, now: Date, language: Language): Html {
  const { rules: words } = texts[language];
  const { problems, foundAt } = rejected;
  return notice({
    tone: 'failed',
    title: words.rejected,
    body: html`<p>${words.rejectedMeans(problems.length)} ${when(foundAt, now, language)}</p>
      <ul class="problems">
        ${problems
          .slice(0, shown)
          .map(
            ({ file, line, message }) =>
              html`<li><code>${file}:${line}</code> <span lang="en">${message}</span></li>`,
          )}
        ${problems.length > shown ? html`<li>… ${problems.length - shown}</li>` : ''}
      </ul>
      <p>${words.rejectedCheck} <code>npm run -s waypost -- check</code></p>`,
  });
}
