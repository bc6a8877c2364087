import { button, field } from '../../look/form.ts';
import { html } from '../../look/html.ts';
import type { Content, Html } from '../../look/html.ts';
import type { Language } from '../../look/language.ts';
import { textArea } from '../../look/text-area.ts';
import { playgroundTexts } from '../texts/playground.ts';
import { type Question, limits } from './question.ts';
import type { PlaygroundReport } from './report.ts';

export function ruleFields({ question, rulebook }: PlaygroundReport, language: Language): Html {
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

/** Of a reply its own words: the title is that of the topic, and of every other reply. */
function nameOf({ number, title, raw }: { number: number; title: string; raw: string }): string {
  return number > 1 || title === '' ? `↳ ${raw.replace(/\s+/g, ' ').slice(0, 60)}` : title.slice(0, 60);
}

export function postFields({ question, kept }: PlaygroundReport, language: Language): Html {
  const words = playgroundTexts[language];
  const chosen = kept.some(({ event }) => String(event.post.id) === question.post);
  const own = question.post !== '' && !chosen ? [{ value: question.post, label: `#${question.post}` }] : [];
  const options = kept.map(({ event: { post } }) => ({
    value: String(post.id),
    label: `${post.id} · ${post.authorName}: ${nameOf(post)}`,
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

export function memberFields({ question, rulebook }: PlaygroundReport, language: Language): Html {
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

export function caseFields({ caseOf, caseWords, caseUsesPost }: Question, language: Language): Content {
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
