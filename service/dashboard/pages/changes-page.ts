import { button, field } from '../../look/form.ts';
import { html } from '../../look/html.ts';
import type { Content, Html } from '../../look/html.ts';
import { empty } from '../../look/notice.ts';
import { fold } from '../../look/story.ts';
import type { Change, ChangeFilter } from '../../storage/reports/recent-changes.ts';
import { changesTexts } from '../texts/changes.ts';
import { texts } from '../texts/say.ts';
import { changesTable } from './changes-table.ts';
import { type Reader, dashboardPage } from './shell.ts';

export interface ChangesReport {
  changes: readonly Change[];
  /** There are older ones that fit too. */
  hasMore: boolean;
  filter: ChangeFilter;
  names: { who: readonly string[]; what: readonly string[] };
  now: Date;
}

/** Every change on the dashboard and the command line: who, when, why. */
export function changesPage(reader: Reader, report: ChangesReport): string {
  const words = changesTexts[reader.language];
  const { changes, hasMore, filter } = report;
  const isAsked = Object.keys(filter).length > 0;
  return dashboardPage(reader, {
    place: 'changes',
    title: words.title,
    question: words.question,
    ...(changes.length > 0 || isAsked ? { answer: words.answer(changes.length, hasMore) } : {}),
    body: html`${filterForm(report, reader)}${list(report, reader)}${older(report, reader)}`,
  });
}

function list({ changes, filter, now }: ChangesReport, reader: Reader): Html {
  const words = changesTexts[reader.language];
  if (changes.length > 0) return changesTable(changes, now, reader.language);
  if (Object.keys(filter).length === 0) return empty({ title: words.none, next: words.noneNext });
  return empty({
    title: words.nothingFits,
    next: html`${words.nothingFitsNext} <a href="/changes">${words.all}</a>`,
  });
}

/** Asks by the address, so that what was found can be handed on as a link. */
function filterForm({ filter, names }: ChangesReport, reader: Reader): Html {
  const { language } = reader;
  const words = changesTexts[language];
  const { words: common, changes } = texts[language];
  const people = names.who.map((name) => [name, name] as const);
  const kinds = names.what.map((name) => [name, changes[name] ?? name] as const);
  return fold({
    id: 'filter',
    summary: words.filter,
    open: Object.keys(filter).length > 0,
    body: html`<form method="get" action="/changes" class="line">
      ${choice('who', common.who, { any: words.anybody, chosen: filter.who, options: people })}
      ${choice('what', common.what, { any: words.anything, chosen: filter.what, options: kinds })}
      ${field({ id: 'text', name: 'text', label: words.text, type: 'search', value: filter.text ?? '', maxLength: 100 })}
      ${button(words.show, 'primary')}
    </form>`,
  });
}

function choice(
  name: string,
  label: string,
  asked: { any: string; chosen: string | undefined; options: readonly (readonly [string, string])[] },
): Html {
  const option = ([value, shown]: readonly [string, string]): Html =>
    html`<option value="${value}" ${value === (asked.chosen ?? '') ? html`selected` : ''}>${shown}</option>`;
  return html`<div class="field">
    <label for="${name}">${label}</label>
    <select id="${name}" name="${name}">
      ${[['', asked.any] as const, ...asked.options].map(option)}
    </select>
  </div>`;
}

function older({ changes, hasMore, filter }: ChangesReport, reader: Reader): Content {
  const last = changes.at(-1);
  if (!hasMore || !last) return '';
  const query = new URLSearchParams({ ...filter, before: last.id }).toString();
  return html`<p class="actions">
    <a class="button" href="/changes?${query}">${changesTexts[reader.language].older}</a>
  </p>`;
}
