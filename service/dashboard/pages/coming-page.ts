import { startOfEntry } from '../../engine/calendar/start-of-entry.ts';
import { chip } from '../../look/chip.ts';
import { html } from '../../look/html.ts';
import type { Content, Html } from '../../look/html.ts';
import { empty } from '../../look/notice.ts';
import { table } from '../../look/table.ts';
import { when } from '../../look/when.ts';
import { ruleId } from '../../model/ids.ts';
import type { Rulebook } from '../../rulebook/rulebook.ts';
import type { AwaitedDay, Coming, ReadCalendar, ToldEvent } from '../../storage/reports/coming.ts';
import { offerTone } from '../offer-tone.ts';
import { sayFirst } from '../say-because.ts';
import { comingTexts } from '../texts/coming.ts';
import { texts } from '../texts/say.ts';
import { type Reader, dashboardPage, section } from './shell.ts';

export interface ComingReport {
  coming: Coming;
  rulebook: Pick<Rulebook, 'rules' | 'site'> | null;
}

/** Days that come, calendars, and what was told to everybody. */
export function comingPage(reader: Reader, report: ComingReport): string {
  const words = comingTexts[reader.language];
  const { days, calendars, told, unawaited } = report.coming;
  return dashboardPage(reader, {
    place: 'coming',
    title: words.title,
    question: words.question,
    body: html`${part('days', words.days, words.daysQuestion, [days, words.noDays, words.noDaysNext], () =>
      daysTable(report, reader),
    )}
    ${part(
      'calendars',
      words.calendars,
      words.calendarsQuestion,
      [calendars, words.noCalendars, words.noCalendarsNext],
      () => calendarsTable(report, reader),
    )}
    ${part(
      'told',
      words.told,
      words.toldQuestion,
      [unawaited === null ? told : [unawaited], words.noTold, words.noToldNext],
      () =>
        html`${told.length === 0 ? '' : toldTable(report.coming, reader)}${notAwaited(report.coming, reader)}`,
    )}`,
  });
}

function part(
  id: string,
  title: string,
  question: string,
  [items, nothing, next]: [readonly unknown[], string, string],
  body: () => Html,
): Html {
  return section(id, { title, question }, items.length === 0 ? empty({ title: nothing, next }) : body());
}

function daysTable({ coming, rulebook }: ComingReport, { language }: Reader): Html {
  const words = comingTexts[language];
  return table({
    caption: words.days,
    columns: [{ label: words.when }, { label: words.rule }, { label: words.guide }],
    rows: coming.days.map((day) => [
      when(day.dueAt, coming.now, language),
      html`<code>${day.rule}</code>`,
      html`<code>${guideOf(day, rulebook)}</code>`,
    ]),
  });
}

function guideOf({ rule: id, turn }: AwaitedDay, rulebook: ComingReport['rulebook']): string {
  const rule = rulebook?.rules.get(ruleId(id));
  if (rule === undefined) return '–';
  return rule.rotation.at(turn % Math.max(1, rule.rotation.length)) ?? rule.offer;
}

function calendarsTable({ coming, rulebook }: ComingReport, { language }: Reader): Html {
  const words = comingTexts[language];
  return table({
    caption: words.calendars,
    columns: [{ label: words.calendar }, { label: words.read }, { label: words.next }],
    rows: coming.calendars.map((calendar) => [
      html`<code>${nameOfCalendar(calendar, rulebook)}</code>`,
      html`${calendar.goodAt === null ? words.never : when(calendar.goodAt, coming.now, language)}
      ${calendar.problem === null ? '' : html`<p>${chip('failed', calendar.problem)}</p>`}`,
      nextIn(calendar, { coming, zone: rulebook?.site.timeZone ?? 'UTC' }, language),
    ]),
  });
}

/** As `site.yml` calls it. An address may hold a secret of its own, so of one without a name only the host is shown. */
export function nameOfCalendar({ address }: ReadCalendar, rulebook: Pick<Rulebook, 'site'> | null): string {
  const named = [...(rulebook?.site.calendars ?? [])].find(([, one]) => one === address);
  return named?.[0] ?? URL.parse(address)?.hostname ?? '–';
}

function nextIn(
  { entries }: ReadCalendar,
  { coming, zone }: { coming: Coming; zone: string },
  language: Reader['language'],
): Content {
  const next = entries
    .map((entry) => ({ entry, at: startOfEntry(entry, zone) }))
    .filter(({ at }) => at > coming.now)
    .toSorted((a, b) => a.at.getTime() - b.at.getTime())
    .slice(0, 3);
  if (next.length === 0) return comingTexts[language].nothingAhead;
  return html`${next.map(
    ({ entry, at }) =>
      html`<div>${entry.title} <span class="muted small">${when(at, coming.now, language)}</span></div>`,
  )}`;
}

/** That it came and was accepted, and why nothing came of it. */
function notAwaited({ unawaited, now }: Coming, { language }: Reader): Content {
  if (unawaited === null) return '';
  const words = comingTexts[language];
  return html`<p class="prose told-unawaited">
    ${words.unawaited(unawaited.count)} ${words.unawaitedLast} ${when(unawaited.lastAt, now, language)}.
  </p>`;
}

function toldTable({ told, now }: Coming, { language }: Reader): Html {
  const words = comingTexts[language];
  return table({
    caption: words.told,
    columns: [{ label: words.when }, { label: words.what }, { label: words.became }],
    rows: told.map((event) => [
      when(event.at, now, language),
      html`${event.name ?? words.gone} <span class="muted small">${words.kinds[event.kind]}</span>`,
      became(event, language),
    ]),
  });
}

function became({ decisions }: ToldEvent, language: Reader['language']): Content {
  const words = comingTexts[language];
  if (decisions.length === 0) return words.nobody;
  return html`${decisions.map(
    ({ rule, state, topicId, because }) =>
      html`<div>
        <code>${rule}</code>
        ${
          state === null
            ? html`<span class="muted">${sayFirst(because, language)}</span>`
            : chip(offerTone[state], texts[language].offerStates[state])
        }
        ${topicId === null ? '' : html`<span class="muted small">${words.topic(topicId)}</span>`}
      </div>`,
  )}`;
}
