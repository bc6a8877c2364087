import { html } from '../../look/html.ts';
import type { Html } from '../../look/html.ts';
import { empty } from '../../look/notice.ts';
import { live } from '../../look/page.ts';
import { when } from '../../look/when.ts';
import type { Rulebook } from '../../rulebook/rulebook.ts';
import type { Acceptance } from '../../storage/reports/acceptance.ts';
import type { Sight } from '../../storage/reports/sight.ts';
import type { RulesActivity } from '../../storage/reports/rules-activity.ts';
import { ruleHistoryTexts } from '../texts/rule-history.ts';
import { texts } from '../texts/say.ts';
import { rejectedNotice } from './rejected-notice.ts';
import { ruleCard } from './rule-card.ts';
import { type Reader, dashboardPage } from './shell.ts';
import { countRungs, standingRules } from './standing-rules.ts';

export interface RulesReport {
  activity: RulesActivity;
  rulebook: Rulebook | null;
  now: Date;
  acceptance: ReadonlyMap<string, Acceptance>;
  sight: Sight;
}

/** Which rules decide, how far each may go, and what it did. */
export function rulesPage(reader: Reader, report: RulesReport): string {
  const { activity, rulebook, now } = report;
  const { language } = reader;
  const { rules: words } = texts[language];
  const standing = standingRules(rulebook, activity, report);
  return dashboardPage(reader, {
    place: 'rules',
    title: words.title,
    question: words.question,
    ...(standing.length > 0 ? { answer: words.answer(countRungs(standing)) } : {}),
    refreshSeconds: 10,
    body: html`${live('rejected', activity.rejected ? rejectedNotice(activity.rejected, now, language) : '')}
    ${version(activity, now, reader)}
    ${live(
      'rules',
      standing.length === 0
        ? empty({ title: words.none, next: words.noneNext })
        : standing.map((each) => ruleCard(each, now, reader)),
    )}`,
  });
}

function version({ active }: RulesActivity, now: Date, { language }: Reader): Html {
  const { rules: words } = texts[language];
  if (!active) return html``;
  return html`<p class="muted small version">
    ${words.version} <code>${active.version.slice(0, 12)}</code>, ${words.activeSince}
    ${when(active.since, now, language)} ·
    ${words.week}${
      active.commit === null
        ? ''
        : html` · <a href="/rules/history">${ruleHistoryTexts[language].link}</a>: ${active.commit.message}
            (${active.commit.author})`
    }
  </p>`;
}
