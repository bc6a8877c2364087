import { chip } from '../../look/chip.ts';
import { html, safeHref } from '../../look/html.ts';
import type { Html } from '../../look/html.ts';
import type { Language } from '../../look/language.ts';
import { measures } from '../../look/tally.ts';
import { sayDuration, sayNumber, when } from '../../look/when.ts';
import type { ForumHealth } from '../../storage/reports/forum-health.ts';
import { botIsSuspended } from '../../model/standing.ts';
import type { Progress, WorkStage } from '../../storage/reports/progress.ts';
import { texts } from '../texts/say.ts';
import type { NowReport } from './now-report.ts';

/** The oldest due work over all stages; null when nothing is due. */
export function oldestDue(progress: Progress): { stage: WorkStage; ageMs: number } | null {
  const stages: WorkStage[] = ['read', 'decide', 'send'];
  const due = stages
    .filter((stage) => progress.stages[stage].due > 0)
    .map((stage) => ({ stage, ageMs: progress.stages[stage].oldestDueMs }))
    .toSorted((one, other) => other.ageMs - one.ageMs);
  return due[0] ?? null;
}

/** Whether the forum reaches us and we reach it, and how much of our share of its API is left. */
export function forumCard(report: NowReport, language: Language): Html {
  const { health, progress, overview } = report;
  const { health: words, words: common } = texts[language];
  if (!health) return html`<p class="muted">${common.unknown}</p>`;
  const now = overview.at;
  const say = (value: number) => sayNumber(value, language);
  const moment = (at: Date | null) => (at === null ? common.never : when(at, now, language));
  const oldest = oldestDue(progress);
  const left = Math.max(0, health.share.now - health.share.used);
  const rows = [
    {
      name: words.address,
      value: html`<a href="${safeHref(health.baseUrl)}">${health.baseUrl}</a>
        ${circuit(health, now, language)}`,
    },
    { name: words.lastWebhook, value: moment(health.lastWebhookAt) },
    {
      name: words.lastRead,
      value: html`${moment(health.lastReconciledAt)}
      ${health.reconciledTo === null ? '' : hint(words.lastReadHint(String(health.reconciledTo)))}`,
    },
    { name: words.caughtUp, value: words.caughtUpHint(overview.arrivals.caughtUp, overview.windowHours) },
    {
      name: words.share,
      value: html`${words.shareLeft(say(left), say(health.share.now))}
        <progress max="${health.share.now}" value="${left}" aria-label="${words.share}"></progress>
        ${hint(words.shareHint(health.share.limit, health.share.postsUsed))}`,
    },
    {
      name: words.oldest,
      value:
        oldest === null
          ? words.oldestNone
          : words.oldestOf[oldest.stage](sayDuration(oldest.ageMs, language)),
    },
    { name: words.plugin, value: html`${plugin(health, language)} ${lostSignals(health, now, language)}` },
    { name: words.workers, value: say(progress.workers) },
  ];
  return html`<div class="card">${measures(rows)}</div>`;
}

/** A key that lacks a scope is told here: everything else goes on as if there were no plugin. */
function plugin({ plugin: { state, version, lacks, bot } }: ForumHealth, language: Language): Html {
  const { health: words } = texts[language];
  const missing = lacks.join(', ');
  if (state === 'refused' && lacks.length === 0) return chip('failed', words.pluginObeysAnother);
  if (state === 'refused') return chip('failed', words.pluginRefused(missing));
  if (state !== 'present') return html`${words.pluginStates[state]}`;
  const lacking = lacks.length === 0 ? '' : hint(words.pluginLacks(missing));
  const silent = bot === 'silenced' ? hint(words.botSilenced) : '';
  return html`${chip('good', words.pluginPresent(version ?? ''))} ${silent} ${lacking}`;
}

/** The plugin keeps signals for so many days; Waypost was away for longer. */
function lostSignals({ plugin: { lostSignalsAt } }: ForumHealth, now: Date, language: Language): Html {
  if (lostSignalsAt === null) return html``;
  const { health: words } = texts[language];
  return html`${chip('waiting', words.signalsLost)} ${when(lostSignalsAt, now, language)}
  ${hint(words.signalsLostHint)}`;
}

function hint(text: string): Html {
  return html`<span class="hint">${text}</span>`;
}

function circuit({ blocked, calls }: ForumHealth, now: Date, language: Language): Html {
  const { health: words } = texts[language];
  if (blocked?.because === botIsSuspended) return chip('failed', words.botSuspended);
  if (blocked) return chip('waiting', words.blocked(sayUntil(blocked.until, now, language)));
  if (calls.failed > 0) return chip('failed', words.ill(calls.failed));
  return calls.lastGoodAt === null ? chip('still', words.silent) : chip('good', words.answers);
}

function sayUntil(until: Date, now: Date, language: Language): string {
  const sameDay = until.getTime() - now.getTime() < 43_200_000;
  const format = sameDay
    ? { timeStyle: 'short' as const }
    : { dateStyle: 'medium' as const, timeStyle: 'short' as const };
  return `${new Intl.DateTimeFormat(language, { ...format, timeZone: 'UTC' }).format(until)} UTC`;
}
