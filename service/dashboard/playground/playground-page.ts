import { html, safeHref } from '../../look/html.ts';
import type { Content, Html } from '../../look/html.ts';
import type { Language } from '../../look/language.ts';
import { notice } from '../../look/notice.ts';
import { type Reader, csrfOf, dashboardPage, mayDo } from '../pages/shell.ts';
import { playgroundTexts } from '../texts/playground.ts';
import { fileOf } from './ask.ts';
import { answerFragment, sayInShort } from './answer-fragment.ts';
import type { Filled } from './fill-in.ts';
import { caseFields, memberFields, postFields, ruleFields } from './question-fields.ts';
import type { PlaygroundReport } from './report.ts';

/** One page to try a rule on a post: what is tried at the left, what would happen at the right. */
export function playgroundPage(reader: Reader, report: PlaygroundReport): string {
  const { language } = reader;
  const { question, answer } = report;
  const words = playgroundTexts[language];
  const csrf = csrfOf(reader);
  return dashboardPage(reader, {
    place: 'playground',
    title: words.title,
    question: words.question,
    styles: ['/explain/explain.css', '/playground/playground.css'],
    scripts: ['/playground/playground.js'],
    body: html`<p class="muted">${words.nothingChanges}</p>
      ${sayProposed(report, language)} ${sayAdded(report.said, language)}
      <div class="playground">
        <form
          id="playground"
          method="post"
          action="/playground"
          data-looking="${words.looking}"
          data-away="${words.away}"
        >
          <input type="hidden" name="${csrf.name}" value="${csrf.token}" />
          ${caseFields(question, language)} ${ruleFields(report, language)} ${postFields(report, language)}
          ${memberFields(report, language)} ${out(report, reader)}
        </form>
        <section class="answer-side" aria-labelledby="answer-heading" tabindex="0">
          <h2 id="answer-heading">${words.verdict}</h2>
          <div id="answer">
            ${answerFragment(answer, question, { language, now: report.now, cook: report.cook })}
          </div>
        </section>
        <p id="said" class="said-bar" role="status">${sayInShort(answer, language)}</p>
      </div>`,
  });
}

function out({ question, canPropose }: PlaygroundReport, reader: Reader): Html {
  const words = playgroundTexts[reader.language];
  return html`<fieldset>
    <legend>${words.out}</legend>
    <p class="actions">
      <button class="button" formaction="/playground/download">${words.download}</button>
    </p>
    <p class="hint">${words.downloadHint(fileOf(question))}</p>
    ${
      canPropose && mayDo(reader, 'manager')
        ? html`<div class="field">
              <label for="why">${words.proposeWhy}</label>
              <input id="why" name="why" maxlength="500" aria-describedby="propose-hint" data-quiet />
            </div>
            <p class="actions">
              <button class="button primary" formaction="/playground/propose">${words.propose}</button>
            </p>
            <p class="hint" id="propose-hint">${words.proposeHint}</p>`
        : ''
    }
  </fieldset>`;
}

function sayAdded(said: Filled['said'], language: Language): Content {
  const words = playgroundTexts[language].silentCase;
  if (said === null) return '';
  return notice({ tone: said === 'added' ? 'good' : 'waiting', title: words[said] });
}

function sayProposed({ proposed }: PlaygroundReport, language: Language): Content {
  const words = playgroundTexts[language];
  if (proposed === null) return '';
  if ('because' in proposed)
    return notice({
      tone: 'failed',
      title: words.notProposed,
      body: html`<span lang="en">${proposed.because}</span>`,
    });
  const { branch, url } = proposed;
  return notice({
    tone: 'good',
    title: words.proposed(branch),
    ...(url === null
      ? {}
      : {
          actions: html`<a class="button" href="${safeHref(url)}" rel="noopener">${words.proposedOpen}</a>`,
        }),
  });
}
