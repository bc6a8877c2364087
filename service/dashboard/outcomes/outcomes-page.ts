import type { Share } from '../../engine/estimate-share.ts';
import { enoughToSay } from '../../engine/estimate-share.ts';
import { html } from '../../look/html.ts';
import type { Content, Html } from '../../look/html.ts';
import type { Language } from '../../look/language.ts';
import { empty } from '../../look/notice.ts';
import { measures } from '../../look/tally.ts';
import { table } from '../../look/table.ts';
import { sayNumber } from '../../look/when.ts';
import { leastJudged } from '../../model/judged-badly.ts';
import { outcomeKinds, outcomeWindowDays } from '../../model/outcome.ts';
import type { OutcomeNumbers } from '../../storage/reports/outcomes.ts';
import { type Reader, dashboardPage, section } from '../pages/shell.ts';
import { outcomesTexts } from '../texts/outcomes.ts';
import { plotShare } from './plot-share.ts';
import { plotWeeks, sayDay } from './plot-weeks.ts';
import { ratesOf, verdictOf } from './rates.ts';

/** What became of one rule's offers, or of one guide's: what it led to first, how often it was shown last. */
export function outcomesPage(
  reader: Reader,
  {
    title,
    lead,
    numbers,
    ofGuide,
  }: { title: string; lead: Content; numbers: OutcomeNumbers; ofGuide: boolean },
): string {
  const { language } = reader;
  const words = outcomesTexts[language];
  return dashboardPage(reader, {
    place: 'rules',
    title,
    question: words.question,
    ...(numbers.shown > 0 ? { answer: answer(numbers, language) } : {}),
    styles: ['/outcomes/outcomes.css'],
    body: html`<p class="muted">${lead}</p>
      ${
        numbers.shown === 0
          ? empty({ title: words.nothing, next: words.nothingNext })
          : html`${section('rates', { title: words.rates, question: words.ratesQuestion }, rates(numbers, language))}
            ${section('weeks', { title: words.overTime, question: words.overTimeQuestion }, weeks(numbers, language))}
            ${ofGuide ? section('rules', { title: words.byRule, question: words.byRuleQuestion }, rules(numbers, language)) : ''}
            ${section(
              'counts',
              { title: words.counts, question: words.countsQuestion(numbers.weeks.length) },
              counts(numbers, language),
            )}`
      }
      ${section(
        'how',
        { title: words.how },
        html`<div class="prose">
          <p>${words.howCounted(outcomeWindowDays, enoughToSay)}</p>
          <p>${words.howPaused(leastJudged)}</p>
        </div>`,
      )}`,
  });
}

function answer(numbers: OutcomeNumbers, language: Language): string {
  const words = outcomesTexts[language];
  const { says, share } = verdictOf(numbers);
  if (says === 'too_early' || share.kind === 'too_early') return words.tooEarlyAnswer(share.of, enoughToSay);
  const [middle, low, high] = [share.share, share.low, share.high].map((each) => sayShare(each, language));
  return words[says](words.judged(share.hits, share.of, middle ?? '', low ?? '', high ?? ''));
}

function rates(numbers: OutcomeNumbers, language: Language): Html {
  const words = outcomesTexts[language];
  return table({
    caption: words.rates,
    columns: [
      { label: words.outcome },
      { label: words.offers, numeric: true },
      { label: words.share, numeric: true },
      { label: words.range },
    ],
    rows: ratesOf(numbers).map(({ kind, share }) => [
      words.names[kind],
      words.of(share.hits, share.of),
      share.kind === 'estimate' ? sayShare(share.share, language) : '–',
      range(share, language),
    ]),
  });
}

function range(share: Share, language: Language): Content {
  const words = outcomesTexts[language];
  if (share.kind === 'too_early')
    return html`<span class="muted">${words.tooEarly(share.of, share.needed)}</span>`;
  return html`${words.rangeOf(sayShare(share.low, language), sayShare(share.high, language))}
  ${plotShare(share)}`;
}

function weeks(numbers: OutcomeNumbers, language: Language): Html {
  const words = outcomesTexts[language];
  return html`<div class="over-time">
    ${plotWeeks(numbers.weeks, language)}
    ${table({
      caption: words.overTime,
      columns: [
        { label: words.week },
        { label: words.good, numeric: true },
        { label: words.bad, numeric: true },
        { label: words.shown, numeric: true },
      ],
      rows: numbers.weeks
        .filter(({ shown }) => shown > 0)
        .toReversed()
        .map(({ from, good, bad, shown }) => [sayDay(from, language), good, bad, shown]),
    })}
  </div>`;
}

function rules(numbers: OutcomeNumbers, language: Language): Html {
  const words = outcomesTexts[language];
  return table({
    caption: words.byRule,
    columns: [
      { label: words.rule },
      { label: words.good, numeric: true },
      { label: words.bad, numeric: true },
      { label: words.shown, numeric: true },
    ],
    rows: numbers.rules.map(({ rule, good, bad, shown }) => [
      html`<a href="/rules/${encodeURIComponent(rule)}/outcomes"><code>${rule}</code></a>`,
      good,
      bad,
      shown,
    ]),
  });
}

function counts(numbers: OutcomeNumbers, language: Language): Html {
  const words = outcomesTexts[language];
  const happened = outcomeKinds
    .map((kind) => ({ kind, offers: numbers.kinds.get(kind)?.offers ?? 0 }))
    .filter(({ offers }) => offers > 0)
    .map(({ kind, offers }) => ({ name: words.names[kind], value: sayNumber(offers, language) }));
  return measures([...happened, { name: words.shown, value: sayNumber(numbers.shown, language) }]);
}

function sayShare(share: number, language: Language): string {
  return new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 0 }).format(share);
}
