import { html } from '../../look/html.ts';
import type { Html } from '../../look/html.ts';
import { empty } from '../../look/notice.ts';
import { live } from '../../look/page.ts';
import { when } from '../../look/when.ts';
import { lowerRung } from '../../engine/rung.ts';
import type { Rung } from '../../model/decision.ts';
import type { Rulebook } from '../../rulebook/rulebook.ts';
import type { Rule } from '../../rulebook/rule.ts';
import type { RuleActivity, RulesActivity } from '../../storage/reports/rules-activity.ts';
import { texts } from '../texts/say.ts';
import { rejectedNotice } from './rejected-notice.ts';
import { ruleCard } from './rule-card.ts';
import { type Reader, dashboardPage } from './shell.ts';

export interface RulesReport {
  activity: RulesActivity;
  rulebook: Rulebook | null;
  now: Date;
}

/** A rule of the present rulebook with the rung that it has. */
export interface StandingRule {
  rule: Rule;
  rung: Rung;
  activity: RuleActivity | null;
}

/** Which rules decide, how far each may go, and what it did. */
export function rulesPage(reader: Reader, { activity, rulebook, now }: RulesReport): string {
  const { language } = reader;
  const { rules: words } = texts[language];
  const standing = standingRules(rulebook, activity);
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

export function standingRules(rulebook: Rulebook | null, activity: RulesActivity): StandingRule[] {
  return [...(rulebook?.rules.values() ?? [])].map((rule) => {
    const known = activity.rules.get(rule.id) ?? null;
    return { rule, rung: lowerRung(rule.rollout, known?.rung ?? activity.defaultRung), activity: known };
  });
}

function countRungs(rules: readonly StandingRule[]): {
  rules: number;
  live: number;
  shadow: number;
  other: number;
} {
  const count = (rung: Rung) => rules.filter((each) => each.rung === rung).length;
  return {
    rules: rules.length,
    live: count('live'),
    shadow: count('shadow'),
    other: count('draft') + count('review'),
  };
}

function version({ active }: RulesActivity, now: Date, { language }: Reader): Html {
  const { rules: words } = texts[language];
  if (!active) return html``;
  return html`<p class="muted small version">
    ${words.version} <code>${active.version.slice(0, 12)}</code>, ${words.activeSince}
    ${when(active.since, now, language)} · ${words.week}
  </p>`;
}
