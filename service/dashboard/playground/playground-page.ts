import { button, field } from '../../look/form.ts';
import { html } from '../../look/html.ts';
import type { Content, Html } from '../../look/html.ts';
import type { Language } from '../../look/language.ts';
import { notice } from '../../look/notice.ts';
import { textArea } from '../../look/text-area.ts';
import type { Rulebook } from '../../rulebook/rulebook.ts';
import type { KeptPost } from '../../storage/reports/kept-posts.ts';
import { type Reader, csrfOf, dashboardPage, mayDo } from '../pages/shell.ts';
import { playgroundTexts } from '../texts/playground.ts';
import { type Answer, fileOf } from './ask.ts';
import { answerFragment, sayInShort } from './answer-fragment.ts';
import type { Filled } from './fill-in.ts';
import { type Question, limits } from './question.ts';

export interface PlaygroundReport {
  question: Question;
  answer: Answer;
  said: Filled['said'];
  rulebook: Rulebook | null;
  /** Newest posts to choose from. */
  kept: readonly KeptPost[];
  now: Date;
  canPropose: boolean;
  /** What became of a proposal. */
  proposed: { branch: string; url: string | null } | { because: string } | null;
  cook(markdown: string): string;
}

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

function ruleFields({ question, rulebook }: PlaygroundReport, language: Language): Html {
  const words = playgroundTexts[language];
  const rules = [...(rulebook?.rules.keys() ?? [])].map(String).toSorted();
  return html`<fieldset>
    <legend>${words.rule}</legend>
    <div class="line-of-fields">
      ${select('rule', words.which, question.rule, ['', ...rules], words.newRule)}
      <button class="button" name="do" value="load" aria-describedby="load-hint">${words.load}</button>
    </div>
    <p class="hint" id="load-hint">${words.loadHint}</p>
    ${field({ id: 'path', name: 'path', label: words.file, value: question.path, maxLength: 200, autocomplete: 'off' })}
    <div class="field">
      <label for="yaml">${words.yaml}</label>
      ${textArea({ id: 'yaml', name: 'yaml', rows: 22, maxLength: limits.yaml, value: question.yaml, className: 'code', describedBy: 'yaml-hint', isCode: true })}
      <p class="hint" id="yaml-hint">${words.yamlHint}</p>
    </div>
    <p class="actions">${button(words.look, 'primary')}</p>
  </fieldset>`;
}

function postFields({ question, kept }: PlaygroundReport, language: Language): Html {
  const words = playgroundTexts[language];
  const chosen = kept.some(({ event }) => String(event.post.id) === question.post);
  const own = question.post !== '' && !chosen ? [{ value: question.post, label: `#${question.post}` }] : [];
  const options = kept.map(({ event: { post } }) => ({
    value: String(post.id),
    label: `${post.authorName}: ${post.title === '' ? post.raw.slice(0, 60) : post.title.slice(0, 60)}`,
  }));
  return html`<fieldset>
    <legend>${words.post}</legend>
    <div class="line-of-fields">
      <div class="field">
        <label for="post">${words.recent}</label>
        <select id="post" name="post" aria-describedby="post-hint">
          <option value="">${words.recentNone}</option>
          ${[...own, ...options].map(({ value, label }) => html`<option value="${value}" ${value === question.post ? html`selected` : ''}>${label}</option>`)}
        </select>
      </div>
      <button class="button" name="do" value="use">${words.use}</button>
    </div>
    <p class="hint" id="post-hint">${words.recentHint}</p>
    ${field({ id: 'title', name: 'title', label: words.topicTitle, value: question.title, maxLength: 300 })}
    <div class="field">
      <label for="text">${words.text}</label>
      ${textArea({ id: 'text', name: 'text', rows: 7, maxLength: limits.text, value: question.text })}
    </div>
    <div class="columns-of-fields">
      ${field({ id: 'category', name: 'category', label: words.category, value: question.category, hint: words.categoryHint, maxLength: 200 })}
      ${field({ id: 'tags', name: 'tags', label: words.tags, value: question.tags, hint: words.tagsHint, maxLength: 200 })}
    </div>
    <label class="check"
      ><input type="checkbox" name="opens" value="yes" ${question.opens ? html`checked` : ''} />
      ${words.opens}</label
    >
  </fieldset>`;
}

function memberFields({ question, rulebook }: PlaygroundReport, language: Language): Html {
  const words = playgroundTexts[language];
  const stages = (rulebook?.stages ?? []).map(({ id }) => String(id));
  return html`<fieldset>
    <legend>${words.member}</legend>
    ${field({ id: 'as', name: 'as', label: words.as, value: question.as, hint: words.asHint, maxLength: 200, autocomplete: 'off' })}
    <div class="columns-of-fields">
      ${select('trust_level', words.trustLevel, question.trustLevel, ['0', '1', '2', '3', '4'])}
      ${select('stage', words.stage, question.stage, ['', ...stages], words.stageUnknown)}
      <div class="field">
        <label for="posts">${words.posts}</label>
        <input id="posts" name="posts" type="number" min="1" max="1000000" value="${question.posts}" />
      </div>
      ${field({ id: 'groups', name: 'groups', label: words.groups, value: question.groups, hint: words.tagsHint, maxLength: 200 })}
      ${field({ id: 'locale', name: 'locale', label: words.locale, value: question.locale, hint: words.localeHint, maxLength: 200 })}
    </div>
  </fieldset>`;
}

function select(name: string, label: string, value: string, options: readonly string[], empty = ''): Html {
  return html`<div class="field">
    <label for="${name}">${label}</label>
    <select id="${name}" name="${name}">
      ${options.map((one) => html`<option value="${one}" ${one === value ? html`selected` : ''}>${one === '' ? empty : one}</option>`)}
    </select>
  </div>`;
}

function caseFields({ caseOf, caseWords, caseUsesPost }: Question, language: Language): Content {
  if (caseOf === '') return '';
  const words = playgroundTexts[language].silentCase;
  return html`<fieldset id="case">
    <legend>${words.title}</legend>
    <input type="hidden" name="case_of" value="${caseOf}" />
    <p>${words.about(Number(caseOf))}</p>
    <div class="field">
      <label for="case_words">${words.words}</label>
      ${textArea({ id: 'case_words', name: 'case_words', rows: 3, maxLength: limits.text, value: caseWords, isQuiet: true })}
    </div>
    <label class="check"
      ><input
        type="checkbox"
        name="case_uses_post"
        value="yes"
        data-quiet
        aria-describedby="case-hint"
        ${caseUsesPost ? html`checked` : ''}
      />
      ${words.usePost}</label
    >
    <p class="hint" id="case-hint">${words.usePostHint}</p>
    <p class="actions">
      <button class="button" name="do" value="fill">${words.fill}</button>
      <button class="button primary" name="do" value="add">${words.add}</button>
    </p>
  </fieldset>`;
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
    return notice({ tone: 'failed', title: words.notProposed, body: proposed.because });
  const { branch, url } = proposed;
  return notice({
    tone: 'good',
    title: words.proposed(branch),
    ...(url === null
      ? {}
      : { actions: html`<a class="button" href="${url}" rel="noopener">${words.proposedOpen}</a>` }),
  });
}
