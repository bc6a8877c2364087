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
import { type RulesChoice, findRuleForm } from './find-rule-form.ts';
import { findRules, groupRules } from './group-rules.ts';
import { rejectedNotice } from './rejected-notice.ts';
import { ruleLine } from './rule-line.ts';
import { type Reader, dashboardPage } from './shell.ts';
import { type ShownRule, countRungs, standingRules } from './standing-rules.ts';

export interface RulesReport {
  activity: RulesActivity;
  rulebook: Rulebook | null;
  now: Date;
  acceptance: ReadonlyMap<string, Acceptance>;
  sight: Sight;
  /** Null where the forum has not been asked yet. */
  hasPlugin: boolean | null;
  choice: RulesChoice;
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
    ${version(activity, now, reader)} ${standing.length === 0 ? '' : findRuleForm(report.choice, language)}
    ${live('rules', list(standing, report, reader))}`,
  });
}

function list(standing: readonly ShownRule[], { choice, now }: RulesReport, reader: Reader): Html {
  const { rules: words, rungs, pause } = texts[reader.language];
  if (standing.length === 0) return empty({ title: words.none, next: words.noneNext });
  const found = findRules(standing, choice.find, ({ rule, rung, activity }) => [
    ...[rule.id, rule.goal, rule.file, rule.kind, rule.owner, rule.offer, rungs[rung]],
    activity?.pausedAt ? pause.ruleIsPaused : '',
  ]);
  if (found.length === 0)
    return empty({
      title: words.notFound(choice.find),
      next: html`<a href="/rules">${words.showAll}</a>`,
    });
  return html`${groupRules(found, choice.order).map(
    ({ folder, rules }) =>
      html`<section class="rule-group" id="folder-${folder.replaceAll('/', '-')}">
        <h2>
          <code>${folder === '' ? words.noFolder : folder}</code>
          <span class="muted small">${words.countRules(rules.length)}</span>
        </h2>
        <div class="rule-lines">${rules.map((each) => ruleLine(each, now, reader))}</div>
      </section>`,
  )}`;
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
